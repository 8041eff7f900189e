//! What `src/` offers and nobody takes: a `pub` item that no other file names is private, or goes. Judged by
//! its name alone, over `src/` and `tests/`; a re-export is no use.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, UseTree, Visibility};

/// The `pub` items of one file, and the names that it uses.
#[derive(Default)]
struct Names {
    path: String,
    offers: Vec<String>,
    uses: BTreeSet<String>,
    /// Types in what the file offers: who calls that has them without naming them.
    signatures: BTreeSet<String>,
}

#[test]
fn every_public_item_is_used_by_another_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests/native", "tests/wasm"] {
        read(root, folder, &mut files);
    }
    let mut unused = Vec::new();
    for file in &files {
        if !file.path.starts_with("src/") {
            continue;
        }
        for item in &file.offers {
            let mut others = files.iter().filter(|other| other.path != file.path);
            if !file.signatures.contains(item) && !others.any(|other| other.uses.contains(item)) {
                unused.push(format!("{}: {item}", file.path));
            }
        }
    }
    assert!(unused.is_empty(), "nobody else uses\n{}", unused.join("\n"));
}

#[test]
fn uses_are_read_from_real_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    read(root, "src/salesforce", &mut files);
    let rest = files
        .iter()
        .find(|file| file.path.ends_with("/rest.rs"))
        .unwrap();
    assert!(rest.offers.contains(&"get".to_owned()), "{:?}", rest.offers);
    assert!(rest.uses.contains("RestError"), "{:?}", rest.uses);
}

fn read(root: &Path, folder: &str, into: &mut Vec<Names>) {
    for entry in fs::read_dir(root.join(folder)).unwrap() {
        let path = format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap());
        if root.join(&path).is_dir() {
            read(root, &path, into);
        } else if path.ends_with(".rs") {
            let text = fs::read_to_string(root.join(&path)).unwrap();
            let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let mut names = Names {
                path,
                ..Names::default()
            };
            names.visit_file(&parsed);
            into.push(names);
        }
    }
}

impl Names {
    fn offer(&mut self, public: &Visibility, name: &syn::Ident, attributes: &[Attribute]) {
        let for_javascript = attributes
            .iter()
            .any(|own| own.path().is_ident("wasm_bindgen"));
        if matches!(public, Visibility::Public(_)) && !for_javascript {
            self.offers.push(name.to_string());
        }
    }

    fn imports(&mut self, tree: &UseTree) {
        let name = match tree {
            UseTree::Path(path) => {
                self.imports(&path.tree);
                &path.ident
            }
            UseTree::Group(group) => return group.items.iter().for_each(|one| self.imports(one)),
            UseTree::Name(name) => &name.ident,
            UseTree::Rename(name) => &name.ident,
            UseTree::Glob(_) => return,
        };
        self.uses.insert(name.to_string());
    }

    /// The names in a macro that follow a point or two colons, as no variable does.
    fn tokens(&mut self, text: &str) {
        for part in text.split(['.', ':']).skip(1) {
            let name = part
                .trim_start()
                .split(|c: char| !c.is_alphanumeric() && c != '_');
            self.uses.extend(name.take(1).map(str::to_owned));
        }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Const(own) => self.offer(&own.vis, &own.ident, &own.attrs),
            Item::Enum(own) => self.offer(&own.vis, &own.ident, &own.attrs),
            Item::Fn(own) => self.offer(&own.vis, &own.sig.ident, &own.attrs),
            Item::Static(own) => self.offer(&own.vis, &own.ident, &own.attrs),
            Item::Struct(own) => self.offer(&own.vis, &own.ident, &own.attrs),
            Item::Trait(own) => self.offer(&own.vis, &own.ident, &own.attrs),
            Item::Type(own) => self.offer(&own.vis, &own.ident, &own.attrs),
            Item::Use(own) if matches!(own.vis, Visibility::Inherited) => self.imports(&own.tree),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        match item {
            ImplItem::Fn(own) => self.offer(&own.vis, &own.sig.ident, &own.attrs),
            ImplItem::Const(own) => self.offer(&own.vis, &own.ident, &own.attrs),
            _ => {}
        }
        visit::visit_impl_item(self, item);
    }

    fn visit_type(&mut self, of: &'ast syn::Type) {
        let mut inside = Types(&mut self.signatures);
        inside.visit_type(of);
        visit::visit_type(self, of);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.uses.insert(call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            self.uses
                .extend(path.segments.iter().map(|part| part.ident.to_string()));
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invoked: &'ast syn::Macro) {
        self.tokens(&invoked.tokens.to_string());
        visit::visit_macro(self, invoked);
    }
}

/// Collects the names in a type.
struct Types<'a>(&'a mut BTreeSet<String>);

impl<'ast> Visit<'ast> for Types<'_> {
    fn visit_ident(&mut self, name: &'ast syn::Ident) {
        self.0.insert(name.to_string());
    }
}
