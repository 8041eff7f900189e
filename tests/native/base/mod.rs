//! What every module speaks of: ages, presses that count, texts, codes of faults.

mod age;
mod clickjacking;
mod fault_codes;
mod texts;
