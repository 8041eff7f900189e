//! What the browser keeps: `chrome.storage` and `IndexedDB`.

use msi_actions::base::FileId;
use msi_actions::ports::{Area, Database, Files, Managed, Store, StoreError, Table, Write};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::World;

type Texts = RefCell<BTreeMap<String, String>>;

/// Both stores of `chrome.storage` and the tables.
#[derive(Default)]
pub(super) struct Memory {
    local: Texts,
    session: Texts,
    tables: RefCell<BTreeMap<&'static str, BTreeMap<String, String>>>,
    /// The table of files.
    files: RefCell<BTreeMap<String, Rc<[u8]>>>,
    managed: RefCell<String>,
    /// In place of the policy: nothing, or this answer.
    unread: RefCell<Option<Option<String>>>,
    /// How many rows of each table were read, and how often its keys were.
    row_reads: RefCell<BTreeMap<&'static str, usize>>,
    broken: Cell<bool>,
    /// How often each value of `chrome.storage` was read.
    reads: RefCell<BTreeMap<String, usize>>,
}

impl Memory {
    pub(super) fn browser_ends(&self) {
        self.session.borrow_mut().clear();
    }

    fn area(&self, area: Area) -> &Texts {
        match area {
            Area::Local => &self.local,
            Area::Session => &self.session,
        }
    }

    fn table<T>(&self, table: Table, use_it: impl FnOnce(&mut BTreeMap<String, String>) -> T) -> T {
        use_it(self.tables.borrow_mut().entry(name_of(table)).or_default())
    }

    fn count(&self, table: Table, rows: usize) {
        *self
            .row_reads
            .borrow_mut()
            .entry(name_of(table))
            .or_default() += rows;
    }
}

fn name_of(table: Table) -> &'static str {
    match table {
        Table::Outbox => "outbox",
        Table::Due => "due",
        Table::Bodies => "bodies",
        Table::Templates => "templates",
        Table::Departures => "departures",
        Table::Drafts => "drafts",
        Table::Sent => "sent",
        Table::Replies => "replies",
        Table::Files => "files",
        Table::Intents => "intents",
        Table::Invitations => "invitations",
    }
}

impl World {
    /// What a store holds, without passing a gate.
    pub fn stored(&self, area: Area) -> BTreeMap<String, String> {
        self.memory.area(area).borrow().clone()
    }

    /// How often each value of `chrome.storage` was read since this was asked last.
    pub fn take_reads(&self) -> BTreeMap<String, usize> {
        self.memory.reads.take()
    }

    /// Puts a value into a store, as another version of the extension may have.
    pub fn plant(&self, area: Area, key: &str, value: &str) {
        let texts = self.memory.area(area);
        texts.borrow_mut().insert(key.into(), value.into());
    }

    /// What a table holds, without passing a gate.
    pub fn kept(&self, table: Table) -> BTreeMap<String, String> {
        self.memory.table(table, |rows| rows.clone())
    }

    /// Stores a file, as a page does.
    pub fn keep_file(&self, id: &FileId, bytes: impl Into<Rc<[u8]>>) {
        let mut files = self.memory.files.borrow_mut();
        files.insert(id.as_str().into(), bytes.into());
    }

    /// Lets a file be gone.
    pub fn lose_file(&self, id: &FileId) {
        self.memory.files.borrow_mut().remove(id.as_str());
    }

    /// The files that are stored.
    pub fn kept_files(&self) -> Vec<FileId> {
        let files = self.memory.files.borrow();
        let ids = files.keys().cloned().map(FileId::try_from);
        ids.map(Result::unwrap).collect()
    }

    /// How many rows were read of a table since this was asked last.
    pub fn take_row_reads(&self, table: Table) -> usize {
        self.memory
            .row_reads
            .borrow_mut()
            .remove(name_of(table))
            .unwrap_or_default()
    }

    /// What the administrator sets; the worker is to be told.
    pub fn set_policy(&self, policy: &serde_json::Value) {
        self.memory.managed.replace(policy.to_string());
    }

    /// Lets the browser give no answer, or one that nobody can read, where it is asked for the policy.
    pub fn break_policy(&self, answer: Option<&str>) {
        self.memory.unread.replace(Some(answer.map(str::to_owned)));
    }

    /// The browser answers again.
    pub fn mend_policy(&self) {
        self.memory.unread.replace(None);
    }

    /// Lets every use of a store fail, or work again.
    pub fn break_storage(&self, broken: bool) {
        self.memory.broken.set(broken);
    }

    /// Closes the browser: the session store is lost.
    pub fn close_browser(&self) {
        self.memory.browser_ends();
    }

    /// One use of a store, between its two gates.
    async fn use_memory<T>(&self, effect: impl FnOnce(&Memory) -> T) -> Result<T, StoreError> {
        self.gate().await;
        if self.memory.broken.get() {
            return Err(StoreError("broken by the test".into()));
        }
        let result = effect(&self.memory);
        self.gate().await;
        Ok(result)
    }
}

impl Store for World {
    async fn read(&self, area: Area, key: &str) -> Result<Option<String>, StoreError> {
        self.use_memory(|memory| {
            *memory.reads.borrow_mut().entry(key.into()).or_default() += 1;
            memory.area(area).borrow().get(key).cloned()
        })
        .await
    }

    async fn write(&self, area: Area, key: &str, value: String) -> Result<(), StoreError> {
        self.use_memory(|memory| {
            memory.area(area).borrow_mut().insert(key.into(), value);
        })
        .await
    }

    async fn remove(&self, area: Area, key: &str) -> Result<(), StoreError> {
        self.use_memory(|memory| {
            memory.area(area).borrow_mut().remove(key);
        })
        .await
    }

    async fn keys(&self, area: Area, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.use_memory(|memory| {
            let texts = memory.area(area).borrow();
            texts
                .keys()
                .filter(|key| key.starts_with(prefix))
                .cloned()
                .collect()
        })
        .await
    }
}

impl Managed for World {
    /// No gate: a life that ends while it reads ends as it would a moment before.
    async fn managed(&self) -> Result<String, StoreError> {
        if let Some(answer) = self.memory.unread.borrow().clone() {
            return answer.ok_or(StoreError("no managed storage".into()));
        }
        let policy = self.memory.managed.borrow();
        Ok(if policy.is_empty() {
            "{}".into()
        } else {
            policy.clone()
        })
    }
}

impl Database for World {
    async fn commit(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        self.use_memory(|memory| {
            for write in writes {
                match write {
                    Write::Put {
                        table: Table::Files,
                        ..
                    } => panic!("files are no texts"),
                    Write::Delete {
                        table: Table::Files,
                        key,
                    } => {
                        memory.files.borrow_mut().remove(&key);
                    }
                    Write::Put { table, key, value } => {
                        memory.table(table, |rows| rows.insert(key, value));
                    }
                    Write::Delete { table, key } => {
                        memory.table(table, |rows| rows.remove(&key));
                    }
                }
            }
        })
        .await
    }

    async fn row(&self, table: Table, key: &str) -> Result<Option<String>, StoreError> {
        self.use_memory(|memory| {
            memory.count(table, 1);
            memory.table(table, |rows| rows.get(key).cloned())
        })
        .await
    }

    async fn rows(&self, table: Table, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        self.use_memory(|memory| {
            let found: Vec<_> = memory.table(table, |rows| {
                let found = rows.iter().filter(|(key, _)| key.starts_with(prefix));
                found
                    .map(|(key, value)| (key.clone(), value.clone()))
                    .collect()
            });
            memory.count(table, found.len());
            found
        })
        .await
    }

    async fn row_keys(
        &self,
        table: Table,
        from: &str,
        to: &str,
        most: u32,
    ) -> Result<Vec<String>, StoreError> {
        assert!(
            from.is_ascii() && to.is_ascii(),
            "IndexedDB sorts by UTF-16"
        );
        self.use_memory(|memory| {
            if table == Table::Files {
                let files = memory.files.borrow();
                let within = files.keys().filter(|key| from <= &***key && &***key < to);
                return within.take(most as usize).cloned().collect();
            }
            memory.table(table, |rows| {
                let within = rows.keys().filter(|key| from <= &***key && &***key < to);
                within.take(most as usize).cloned().collect()
            })
        })
        .await
    }

    async fn delete_everything(&self) -> Result<(), StoreError> {
        self.use_memory(|memory| {
            memory.tables.borrow_mut().clear();
            memory.files.borrow_mut().clear();
        })
        .await
    }
}

impl Files for World {
    async fn file_size(&self, file: &FileId) -> Result<Option<u64>, StoreError> {
        self.use_memory(|memory| {
            let files = memory.files.borrow();
            files.get(file.as_str()).map(|bytes| bytes.len() as u64)
        })
        .await
    }

    async fn file_part(
        &self,
        file: &FileId,
        from: u64,
        to: u64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.use_memory(|memory| {
            let files = memory.files.borrow();
            let bytes = files.get(file.as_str())?;
            let at = |at: u64| usize::try_from(at).unwrap().min(bytes.len());
            Some(bytes[at(from)..at(to).max(at(from))].to_vec())
        })
        .await
    }
}
