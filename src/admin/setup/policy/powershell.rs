//! A script for Windows. It keeps other policies and can run any number of times: Intune runs it as SYSTEM ("Platform
//! scripts"), beside or in place of a profile. It also repairs a mistake of our older files: a key
//! `ExtensionSettings`, which hides the company's own value of that name.

use serde_json::Value;
use std::fmt::Write;

use super::merge::hosts_to_block;
use super::target::Target;
use super::{DeployMethod, PolicyFile};

pub(super) fn file(target: &Target<'_>) -> PolicyFile {
    let settings = target.policy.as_object().into_iter().flatten();
    let mut policy = String::new();
    for (name, value) in settings {
        let (kind, data) = data(value);
        // Writing to a String cannot fail.
        let _ = writeln!(
            policy,
            "Set-ItemProperty -Path $own -Name {} -Type {kind} -Value {data}",
            quoted(name)
        );
    }
    let hosts: Vec<String> = hosts_to_block(target.id)
        .iter()
        .map(|host| quoted(host))
        .collect();
    let (pin, pinned) = target.browser.pin();
    let text = TEXT
        .replace("{pin}", pin)
        .replace("{pinned}", pinned)
        .replace("{browser}", target.browser.name())
        .replace(
            "{root}",
            &quoted(&format!(r"HKLM:\{}", target.browser.registry())),
        )
        .replace("{id}", &quoted(target.id))
        .replace("{updates}", &quoted(target.update_url))
        .replace("{hosts}", &hosts.join(", "))
        .replace("{policy}", &policy)
        .replace('\n', "\r\n");
    PolicyFile {
        way: DeployMethod::Script,
        browser: target.browser,
        file: format!("msi-actions-{}.ps1", target.browser.name()),
        place: String::new(),
        text,
    }
}

/// The type of a value and the value, as PowerShell writes them.
fn data(value: &Value) -> (&'static str, String) {
    match value {
        Value::Bool(on) => ("DWord", u8::from(*on).to_string()),
        Value::Number(number) => ("DWord", number.to_string()),
        Value::String(text) => ("String", quoted(text)),
        other => ("String", quoted(&other.to_string())),
    }
}

/// A text without expansion, in single quotes. PowerShell treats typographic quotes like plain ones.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for character in text.chars() {
        if matches!(character, '\'' | '\u{2018}'..='\u{201b}') {
            quoted.push(character);
        }
        quoted.push(character);
    }
    quoted.push('\'');
    quoted
}

const TEXT: &str = r#"# MSI Actions in {browser}: installs the extension and sets its policy, and leaves everything else as it is.
# Run it as an administrator or as SYSTEM, as often as you like.
# Where Group Policy sets the list of forced extensions, add the line to that list instead: it writes over others.

# $true pins the icon to the toolbar: our entry comes into your ExtensionSettings, beside what is there.
$pinIcon = $true
# $true also keeps other extensions from the sign-in pages (runtime_blocked_hosts), beside what you block already.
$keepOthersOut = $false

$ErrorActionPreference = 'Stop'
$root = {root}
$id = {id}
$updates = {updates}

# The list of forced extensions: one more value, under a number that nobody has.
$list = "$root\ExtensionInstallForcelist"
if (-not (Test-Path $list)) { New-Item -Path $list -Force | Out-Null }
$key = Get-Item -Path $list
$there = @($key.GetValueNames() | Where-Object { "$($key.GetValue($_))".StartsWith($id) })
if ($there.Count -eq 0) {
  $number = 1
  while ($key.GetValueNames() -contains "$number") { $number++ }
  New-ItemProperty -Path $list -Name "$number" -PropertyType String -Value "$id;$updates" | Out-Null
}

# The extension's own policy.
$own = "$root\3rdparty\extensions\$id\policy"
if (-not (Test-Path $own)) { New-Item -Path $own -Force | Out-Null }
{policy}
# A key of an older file of ours hides your own ExtensionSettings: it goes. One of somebody else's stays.
$settings = "$root\ExtensionSettings"
if (Test-Path "$settings\$id") { Remove-Item -Path "$settings\$id" -Recurse }
if (Test-Path $settings) {
  $key = Get-Item -Path $settings
  if ($key.SubKeyCount -eq 0 -and $key.ValueCount -eq 0) { Remove-Item -Path $settings }
  else { Write-Warning "The key $settings hides a value ExtensionSettings beside it. It is not ours, so it stays." }
}

if ($pinIcon -and (Test-Path $settings)) {
  Write-Warning "ExtensionSettings is a key here, so the icon is not pinned: add {pin} to it by hand."
  $pinIcon = $false
}
if ($pinIcon -or $keepOthersOut) {
  if (Test-Path $settings) { throw "ExtensionSettings is a key here: add the hosts to it by hand." }
  $text = (Get-Item -Path $root).GetValue('ExtensionSettings')
  $all = if ($text) { ConvertFrom-Json -InputObject $text } else { New-Object PSObject }
  function Add-Part($to, $name, $value) {
    if (-not ($to.PSObject.Properties.Name -contains $name)) { $to | Add-Member -NotePropertyName $name -NotePropertyValue $value }
  }
  if ($keepOthersOut) {
    Add-Part $all '*' (New-Object PSObject)
    Add-Part $all.'*' 'runtime_blocked_hosts' @()
    $hosts = @($all.'*'.runtime_blocked_hosts) + @({hosts}) | Select-Object -Unique
    $all.'*'.runtime_blocked_hosts = @($hosts)
  }
  # Who has an entry of their own is not held to that of all others.
  Add-Part $all $id (New-Object PSObject)
  Add-Part $all.$id 'installation_mode' 'force_installed'
  Add-Part $all.$id 'update_url' $updates
  if ($pinIcon) { Add-Part $all.$id '{pin}' '{pinned}' }
  Set-ItemProperty -Path $root -Name 'ExtensionSettings' -Type String -Value (ConvertTo-Json -InputObject $all -Depth 20 -Compress)
}
"#;
