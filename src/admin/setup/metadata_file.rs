//! Files for Salesforce's Metadata API.

/// The label of the metadata.
pub(super) const LABEL: &str = "MSI Actions";
const NAMESPACE: &str = "http://soap.sforce.com/2006/04/metadata";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A file: its path and its text.
pub type File = (String, String);

/// The text of a file with one element.
pub(super) fn element(name: &str, inside: &str) -> String {
    format!("{HEAD}<{name} xmlns=\"{NAMESPACE}\">\n{inside}</{name}>\n")
}

pub(super) fn indented(text: &str, by: usize) -> String {
    text.lines()
        .map(|line| format!("{:by$}{line}\n", ""))
        .collect()
}
