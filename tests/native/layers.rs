//! The order of `src/`: a folder imports only what stands before it in [`LAYERS`], and no two files
//! import each other, not even by way of others. Read from the code's own paths; what a `mod.rs` hands on by
//! `pub use` is looked up where it is defined.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use syn::visit::{self, Visit};
use syn::{Attribute, File, ItemUse, UseTree, Visibility};

/// The folders and files of `src/`, lowest first; those of one line do not import each other.
const LAYERS: &[&[&str]] = &[
    &["base"],
    &["ports"],
    &["storage"],
    &["oauth", "settings"],
    &["salesforce", "mailbox"],
    &["accounts", "insight"],
    &["templates"],
    &["merge", "library"],
    &["actions"],
    &["outbox"],
    &["onboarding", "agenda", "feed", "people", "replies"],
    &["campaigns"],
    &["today"],
    &["cadences"],
    &["admin"],
    &["panel", "diagnostics"],
    &["protocol"],
    &["platform"],
    &["worker", "ui"],
    &["entry"],
];

type Segments = Vec<String>;

/// One file of `src/`.
struct Module {
    file: String,
    /// Every path that it names, from the crate's root.
    named: BTreeSet<Segments>,
    /// What it hands on under a name of its own: the name, and where that leads.
    hands_on: Vec<(String, Segments)>,
    defines: BTreeSet<String>,
}

type Modules = BTreeMap<Segments, Module>;

#[test]
fn each_folder_imports_only_what_stands_before_it() {
    let mut wrong = Vec::new();
    for (from, to) in arrows() {
        let (above, below) = (rank(&from), rank(&to));
        let same = folder(&from) == folder(&to);
        if !same && below >= above {
            wrong.push(format!("{from} imports {to}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "arrows that run back up:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let arrows = arrows();
    let mut imports: Imports<'_> = BTreeMap::new();
    for (from, to) in &arrows {
        imports.entry(from).or_default().push(to);
    }
    let mut circles = Vec::new();
    for (from, to) in &arrows {
        if reaches(&imports, to, from) {
            circles.push(format!("{from} imports {to}"));
        }
    }
    assert!(circles.is_empty(), "circles:\n{}", circles.join("\n"));
}

#[test]
fn the_order_is_read_from_real_code() {
    let arrows = arrows();
    let known = ("salesforce/rest.rs".to_owned(), "base/fault.rs".to_owned());
    assert!(
        arrows.len() > 1000,
        "only {} arrows were found",
        arrows.len()
    );
    assert!(
        arrows.contains(&("outbox/error.rs".to_owned(), known.1)),
        "a known arrow is missing"
    );
}

/// What each file imports.
type Imports<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// Whether `from` imports `to`, straight or by way of others.
fn reaches(imports: &Imports<'_>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut ahead = vec![from];
    while let Some(at) = ahead.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            ahead.extend(imports.get(at).into_iter().flatten());
        }
    }
    false
}

fn folder(file: &str) -> &str {
    let name = file.split('/').next().unwrap();
    name.strip_suffix(".rs").unwrap_or(name)
}

fn rank(file: &str) -> usize {
    let name = folder(file);
    let at = LAYERS.iter().position(|layer| layer.contains(&name));
    at.unwrap_or_else(|| panic!("{name} has no place in LAYERS"))
}

/// Which file imports which; a module that only names its own children by `mod` imports none.
fn arrows() -> BTreeSet<(String, String)> {
    static MODULES: LazyLock<Modules> = LazyLock::new(modules);
    let modules = &*MODULES;
    let mut arrows = BTreeSet::new();
    for module in modules.values() {
        for path in &module.named {
            let to = defined_in(modules, path, 0);
            let to = to.filter(|to| *to != module.file && ![*to, &module.file].contains(&"lib.rs"));
            arrows.extend(to.map(|to| (module.file.clone(), to.to_owned())));
        }
    }
    arrows
}

/// The file that defines what a path names.
fn defined_in<'a>(modules: &'a Modules, path: &[String], depth: usize) -> Option<&'a str> {
    let known = (0..=path.len())
        .rev()
        .find(|end| modules.contains_key(&path[..*end]))?;
    let module = &modules[&path[..known]];
    let Some(item) = path.get(known) else {
        return Some(&module.file);
    };
    if depth > 8 || module.defines.contains(item) {
        return Some(&module.file);
    }
    let by_name = module.hands_on.iter().find(|(name, _)| name == item);
    if let Some((_, leads)) = by_name {
        return defined_in(modules, leads, depth + 1);
    }
    for (name, leads) in &module.hands_on {
        let inside = modules
            .get(leads)
            .is_some_and(|inside| inside.defines.contains(item));
        if name == "*" && inside {
            return modules.get(leads).map(|inside| inside.file.as_str());
        }
    }
    Some(&module.file)
}

fn modules() -> Modules {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                files.push(path);
            }
        }
    }
    let name_of = |path: &Path| {
        path.strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    let names: BTreeSet<Segments> = files.iter().map(|path| segments(&name_of(path))).collect();
    let read = |path: &Path| {
        let (file, text) = (name_of(path), fs::read_to_string(path).unwrap());
        let at = segments(&file);
        let mut reader = Reader {
            at: at.clone(),
            names: &names,
            named: BTreeSet::new(),
            hands_on: Vec::new(),
        };
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        reader.visit_file(&parsed);
        (
            at,
            Module {
                file,
                named: reader.named,
                hands_on: reader.hands_on,
                defines: defined(&parsed),
            },
        )
    };
    files.iter().map(|path| read(path)).collect()
}

/// `salesforce/page/mod.rs` is the module salesforce::page.
fn segments(file: &str) -> Segments {
    let path = file.strip_suffix(".rs").unwrap();
    let path = path.strip_suffix("/mod").unwrap_or(path);
    let parts = path.split('/').filter(|part| *part != "lib");
    parts.map(str::to_owned).collect()
}

fn defined(file: &File) -> BTreeSet<String> {
    let name = |item: &syn::Item| match item {
        syn::Item::Const(item) => Some(item.ident.to_string()),
        syn::Item::Enum(item) => Some(item.ident.to_string()),
        syn::Item::Fn(item) => Some(item.sig.ident.to_string()),
        syn::Item::Static(item) => Some(item.ident.to_string()),
        syn::Item::Struct(item) => Some(item.ident.to_string()),
        syn::Item::Trait(item) => Some(item.ident.to_string()),
        syn::Item::Type(item) => Some(item.ident.to_string()),
        // The enum of a `listed!`, the names of a `requests!`.
        syn::Item::Macro(_) | syn::Item::Mod(_) | syn::Item::Use(_) => None,
        _ => None,
    };
    file.items.iter().filter_map(name).collect()
}

/// Collects the paths of one file, without its tests.
struct Reader<'a> {
    at: Segments,
    names: &'a BTreeSet<Segments>,
    named: BTreeSet<Segments>,
    hands_on: Vec<(String, Segments)>,
}

impl Reader<'_> {
    /// A path from the crate's root; `None` where it leads out of the crate.
    fn absolute(&self, path: &[String]) -> Option<Segments> {
        let first = path.first()?;
        let ups = path.iter().take_while(|part| *part == "super").count();
        let child = [self.at.as_slice(), std::slice::from_ref(first)].concat();
        let (base, rest) = match first.as_str() {
            "crate" => (&[][..], &path[1..]),
            "self" => (self.at.as_slice(), &path[1..]),
            "super" => (&self.at[..self.at.len().checked_sub(ups)?], &path[ups..]),
            _ if self.names.contains(&child) => (self.at.as_slice(), path),
            _ => return None,
        };
        Some([base, rest].concat())
    }

    fn tree(&mut self, tree: &UseTree, before: &[String], public: bool) {
        let (last, path) = match tree {
            UseTree::Path(path) => {
                let deeper = [before, &[path.ident.to_string()]].concat();
                return self.tree(&path.tree, &deeper, public);
            }
            UseTree::Group(group) => {
                return group
                    .items
                    .iter()
                    .for_each(|item| self.tree(item, before, public));
            }
            UseTree::Name(name) if name.ident == "self" => {
                (before.last().cloned(), before.to_vec())
            }
            UseTree::Name(name) => (
                Some(name.ident.to_string()),
                [before, &[name.ident.to_string()]].concat(),
            ),
            UseTree::Rename(name) => (
                Some(name.rename.to_string()),
                [before, &[name.ident.to_string()]].concat(),
            ),
            UseTree::Glob(_) => (Some("*".to_owned()), before.to_vec()),
        };
        match (self.absolute(&path), last) {
            (Some(path), Some(name)) if public => self.hands_on.push((name, path)),
            (Some(path), _) => drop(self.named.insert(path)),
            (None, _) => {}
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let public = !matches!(item.vis, Visibility::Inherited);
        self.tree(&item.tree, &[], public);
    }

    /// What stands in a macro is no syntax that is known here; a path is written in it like anywhere.
    fn visit_macro(&mut self, invoked: &'ast syn::Macro) {
        let body = invoked.tokens.to_string();
        let words: Vec<&str> = body.split_whitespace().collect();
        for (at, word) in words.iter().enumerate() {
            let mut path = vec![(*word).to_owned()];
            let further = words[at + 1..].chunks(2);
            path.extend(
                further
                    .map_while(|pair| (pair[0] == "::").then(|| pair.get(1).copied())?)
                    .map(str::to_owned),
            );
            if path.len() > 1 && (at == 0 || words[at - 1] != "::") {
                self.named.extend(self.absolute(&path));
            }
        }
        visit::visit_macro(self, invoked);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Segments = path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        if segments.len() > 1 {
            self.named.extend(self.absolute(&segments));
        }
        visit::visit_path(self, path);
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    let test = |attribute: &Attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Ident>()
                .is_ok_and(|name| name == "test")
    };
    attributes.iter().any(test)
}
