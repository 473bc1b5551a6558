//! A disk that can lose its power: a file system in memory that knows what was
//! synced. Written down at every call of the store, it tells what a disk may
//! hold if the power goes right then.
//!
//! A file keeps what it held at its last `fsync`; of what was written since, a
//! disk keeps nothing, a part, or something else. A name is kept once its
//! folder was synced; of names that were changed since, in their order, as many
//! as the disk had come to. `sync_file_range`, which sled calls, syncs nothing.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fmt, fs,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use bytes::Bytes;
use fuser::{
    BackgroundSession, BsdFileFlags, Errno, FileAttr, FileHandle, FileType, Filesystem, FopenFlags,
    Generation, INodeNo, LockOwner, OpenFlags, RenameFlags, ReplyAttr, ReplyCreate, ReplyData,
    ReplyDirectory, ReplyEmpty, ReplyEntry, ReplyOpen, ReplyStatfs, ReplyWrite, Request, TimeOrNow,
    WriteFlags,
};
use tempfile::TempDir;

/// The kernel is to ask each time.
const TTL: Duration = Duration::ZERO;
const ROOT: u64 = 1;

/// The disk, mounted at a folder of its own.
pub(super) struct Disk {
    kept: Arc<Mutex<Kept>>,
    // Unmounted before its folder goes.
    _session: BackgroundSession,
    folder: TempDir,
}

struct Kept {
    image: Image,
    acknowledged: Arc<AtomicUsize>,
    /// Calls so far that changed something.
    calls: usize,
    /// One call in so many is kept.
    share: usize,
    moments: Vec<Moment>,
}

/// The disk right after one call of the store.
pub(super) struct Moment {
    /// Steps of the workload that had been acknowledged.
    pub(super) acknowledged: usize,
    /// The call.
    pub(super) call: String,
    image: Image,
}

#[derive(Clone)]
struct Image {
    /// By their number; what was removed stays, it may be open.
    nodes: BTreeMap<u64, Node>,
}

#[derive(Clone)]
enum Node {
    File(FileNode),
    Folder(FolderNode),
}

#[derive(Clone, Default)]
struct FileNode {
    now: Arc<Vec<u8>>,
    synced: Arc<Vec<u8>>,
    since: Vec<Change>,
}

#[derive(Clone)]
enum Change {
    Write { offset: usize, bytes: Bytes },
    Resize(usize),
}

#[derive(Clone, Default)]
struct FolderNode {
    now: BTreeMap<String, u64>,
    synced: BTreeMap<String, u64>,
    since: Vec<Naming>,
}

#[derive(Clone)]
enum Naming {
    Add { name: String, node: u64 },
    Remove { name: String },
    Rename { from: String, to: String },
}

impl Disk {
    /// Mounts an empty disk, of which one moment in so many is kept.
    ///
    /// # Errors
    /// Where the system has no FUSE, or does not let this user mount.
    pub(super) fn mount(acknowledged: Arc<AtomicUsize>, share: usize) -> std::io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let root = Node::Folder(FolderNode::default());
        let kept = Arc::new(Mutex::new(Kept {
            image: Image {
                nodes: BTreeMap::from([(ROOT, root)]),
            },
            acknowledged,
            calls: 0,
            share,
            moments: Vec::new(),
        }));
        let system = System(Arc::clone(&kept));
        let session = fuser::spawn_mount(system, folder.path(), &fuser::Config::default())?;
        Ok(Self {
            kept,
            _session: session,
            folder,
        })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The disk after some of the calls so far, in their order.
    pub(super) fn moments(&self) -> Vec<Moment> {
        std::mem::take(&mut self.kept.lock().unwrap().moments)
    }
}

impl Moment {
    /// Writes into a folder what the disk may hold after the power went.
    pub(super) fn lose_power(&self, random: &mut Random, folder: &Path) {
        self.image.write_lost(ROOT, random, folder);
    }
}

impl Image {
    fn write_lost(&self, node: u64, random: &mut Random, path: &Path) {
        match &self.nodes[&node] {
            Node::File(file) => fs::write(path, file.lost(random)).unwrap(),
            Node::Folder(folder) => {
                fs::create_dir_all(path).unwrap();
                for (name, node) in folder.lost(random) {
                    self.write_lost(node, random, &path.join(name));
                }
            }
        }
    }

    fn folder(&mut self, node: u64) -> Option<&mut FolderNode> {
        match self.nodes.get_mut(&node)? {
            Node::Folder(folder) => Some(folder),
            Node::File(_) => None,
        }
    }

    fn file(&mut self, node: u64) -> Option<&mut FileNode> {
        match self.nodes.get_mut(&node)? {
            Node::File(file) => Some(file),
            Node::Folder(_) => None,
        }
    }

    fn add(&mut self, parent: u64, name: &OsStr, node: Node) -> Option<FileAttr> {
        let number = self.nodes.keys().next_back()? + 1;
        let name = name.to_str()?.to_owned();
        self.folder(parent)?
            .name(Naming::Add { name, node: number });
        self.nodes.insert(number, node);
        self.attributes(number)
    }

    fn find(&mut self, parent: u64, name: &OsStr) -> Option<FileAttr> {
        let node = *self.folder(parent)?.now.get(name.to_str()?)?;
        self.attributes(node)
    }

    fn attributes(&self, node: u64) -> Option<FileAttr> {
        let (kind, size) = match self.nodes.get(&node)? {
            Node::File(file) => (FileType::RegularFile, file.now.len() as u64),
            Node::Folder(_) => (FileType::Directory, 0),
        };
        Some(FileAttr {
            ino: INodeNo(node),
            size,
            blocks: size.div_ceil(512),
            atime: UNIX_EPOCH,
            mtime: UNIX_EPOCH,
            ctime: UNIX_EPOCH,
            crtime: UNIX_EPOCH,
            kind,
            perm: 0o700,
            nlink: 1,
            uid: 0,
            gid: 0,
            rdev: 0,
            blksize: 4_096,
            flags: 0,
        })
    }
}

impl FileNode {
    fn change(&mut self, change: Change) {
        change.apply(Arc::make_mut(&mut self.now));
        self.since.push(change);
    }

    fn sync(&mut self) {
        self.synced = Arc::clone(&self.now);
        self.since.clear();
    }

    fn lost(&self, random: &mut Random) -> Vec<u8> {
        let mut bytes = self.synced.to_vec();
        let kind = random.below(5);
        let kept = random.below(self.since.len() + 1);
        for (number, change) in self.since.iter().enumerate() {
            match kind {
                // As it came, the last one torn.
                1 if number < kept => change.apply(&mut bytes),
                1 if number == kept => change.torn(random).apply(&mut bytes),
                // In any order, so that any of it can be there or not.
                2 if random.below(2) == 0 => change.apply(&mut bytes),
                // Its length is there, and zeros or noise in place of it.
                3 => change.filled(|| 0).apply(&mut bytes),
                4 => change.filled(|| random.byte()).apply(&mut bytes),
                // Nothing of it.
                _ => {}
            }
        }
        bytes
    }
}

impl Change {
    fn apply(&self, file: &mut Vec<u8>) {
        match self {
            Self::Write { offset, bytes } => {
                let end = offset + bytes.len();
                file.resize(file.len().max(end), 0);
                file[*offset..end].copy_from_slice(bytes);
            }
            Self::Resize(len) => file.resize(*len, 0),
        }
    }

    fn torn(&self, random: &mut Random) -> Self {
        match self {
            Self::Write { offset, bytes } => Self::Write {
                offset: *offset,
                bytes: bytes.slice(..random.below(bytes.len() + 1)),
            },
            Self::Resize(len) => Self::Resize(*len),
        }
    }

    fn filled(&self, byte: impl FnMut() -> u8) -> Self {
        match self {
            Self::Write { offset, bytes } => Self::Write {
                offset: *offset,
                bytes: std::iter::repeat_with(byte).take(bytes.len()).collect(),
            },
            Self::Resize(len) => Self::Resize(*len),
        }
    }
}

impl FolderNode {
    fn name(&mut self, naming: Naming) {
        naming.apply(&mut self.now);
        self.since.push(naming);
    }

    fn sync(&mut self) {
        self.synced = self.now.clone();
        self.since.clear();
    }

    fn lost(&self, random: &mut Random) -> BTreeMap<String, u64> {
        let mut names = self.synced.clone();
        let kept = match random.below(3) {
            0 => 0,
            1 => self.since.len(),
            _ => random.below(self.since.len() + 1),
        };
        for naming in &self.since[..kept] {
            naming.apply(&mut names);
        }
        names
    }
}

impl Naming {
    fn apply(&self, names: &mut BTreeMap<String, u64>) {
        match self {
            Self::Add { name, node } => {
                names.insert(name.clone(), *node);
            }
            Self::Remove { name } => {
                names.remove(name);
            }
            Self::Rename { from, to } => {
                let node = names.remove(from).unwrap();
                names.insert(to.clone(), node);
            }
        }
    }
}

/// Numbers that are the same for the same seed (`SplitMix64`).
pub(super) struct Random(pub(super) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}

/// What the kernel asks.
struct System(Arc<Mutex<Kept>>);

impl System {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap()
    }

    /// Does what changes the disk, and keeps how it is then.
    fn change<T>(
        &self,
        call: impl fmt::Display,
        change: impl FnOnce(&mut Image) -> Option<T>,
    ) -> Option<T> {
        let mut kept = self.lock();
        let changed = change(&mut kept.image)?;
        kept.calls += 1;
        if kept.calls.is_multiple_of(kept.share) {
            let moment = Moment {
                acknowledged: kept.acknowledged.load(Ordering::SeqCst),
                call: call.to_string(),
                image: kept.image.clone(),
            };
            kept.moments.push(moment);
        }
        Some(changed)
    }
}

fn done(changed: Option<()>, reply: ReplyEmpty) {
    match changed {
        Some(()) => reply.ok(),
        None => reply.error(Errno::ENOENT),
    }
}

fn entry(found: Option<FileAttr>, reply: ReplyEntry) {
    match found {
        Some(attributes) => reply.entry(&TTL, &attributes, Generation(0)),
        None => reply.error(Errno::ENOENT),
    }
}

fn attributes(found: Option<FileAttr>, reply: ReplyAttr) {
    match found {
        Some(attributes) => reply.attr(&TTL, &attributes),
        None => reply.error(Errno::ENOENT),
    }
}

impl Filesystem for System {
    fn lookup(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {
        entry(self.lock().image.find(parent.0, name), reply);
    }

    fn getattr(&self, _: &Request, node: INodeNo, _: Option<FileHandle>, reply: ReplyAttr) {
        attributes(self.lock().image.attributes(node.0), reply);
    }

    fn setattr(
        &self,
        _: &Request,
        node: INodeNo,
        _mode: Option<u32>,
        _uid: Option<u32>,
        _gid: Option<u32>,
        size: Option<u64>,
        _atime: Option<TimeOrNow>,
        _mtime: Option<TimeOrNow>,
        _ctime: Option<SystemTime>,
        _: Option<FileHandle>,
        _crtime: Option<SystemTime>,
        _chgtime: Option<SystemTime>,
        _bkuptime: Option<SystemTime>,
        _flags: Option<BsdFileFlags>,
        reply: ReplyAttr,
    ) {
        if let Some(size) = size {
            self.change(format_args!("resize {node} to {size}"), |image| {
                let size = usize::try_from(size).ok()?;
                image.file(node.0)?.change(Change::Resize(size));
                Some(())
            });
        }
        attributes(self.lock().image.attributes(node.0), reply);
    }

    fn mkdir(
        &self,
        _: &Request,
        parent: INodeNo,
        name: &OsStr,
        _mode: u32,
        _umask: u32,
        reply: ReplyEntry,
    ) {
        let folder = Node::Folder(FolderNode::default());
        let added = self.change(format_args!("make folder {name:?}"), |image| {
            image.add(parent.0, name, folder)
        });
        entry(added, reply);
    }

    fn create(
        &self,
        _: &Request,
        parent: INodeNo,
        name: &OsStr,
        _mode: u32,
        _umask: u32,
        _flags: i32,
        reply: ReplyCreate,
    ) {
        let file = Node::File(FileNode::default());
        match self.change(format_args!("create {name:?}"), |image| {
            image.add(parent.0, name, file)
        }) {
            Some(attributes) => {
                let handle = FileHandle(attributes.ino.0);
                let flags = FopenFlags::FOPEN_DIRECT_IO;
                reply.created(&TTL, &attributes, Generation(0), handle, flags);
            }
            None => reply.error(Errno::ENOENT),
        }
    }

    fn open(&self, _: &Request, node: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        // Past the kernel's cache: each write is a call.
        reply.opened(FileHandle(node.0), FopenFlags::FOPEN_DIRECT_IO);
    }

    fn read(
        &self,
        _: &Request,
        node: INodeNo,
        _: FileHandle,
        offset: u64,
        size: u32,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyData,
    ) {
        let mut kept = self.lock();
        let Some(file) = kept.image.file(node.0) else {
            reply.error(Errno::ENOENT);
            return;
        };
        let start = usize::try_from(offset).unwrap().min(file.now.len());
        let end = file.now.len().min(start + usize::try_from(size).unwrap());
        reply.data(&file.now[start..end]);
    }

    fn write(
        &self,
        _: &Request,
        node: INodeNo,
        _: FileHandle,
        offset: u64,
        bytes: &[u8],
        _: WriteFlags,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyWrite,
    ) {
        let written = self.change(
            format_args!("write {} at {offset} of {node}", bytes.len()),
            |image| {
                let change = Change::Write {
                    offset: usize::try_from(offset).ok()?,
                    bytes: Bytes::copy_from_slice(bytes),
                };
                image.file(node.0)?.change(change);
                Some(())
            },
        );
        match written {
            Some(()) => reply.written(u32::try_from(bytes.len()).unwrap()),
            None => reply.error(Errno::ENOENT),
        }
    }

    fn fsync(&self, _: &Request, node: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        let synced = self.change(format_args!("sync {node}"), |image| {
            image.file(node.0)?.sync();
            Some(())
        });
        done(synced, reply);
    }

    fn fsyncdir(&self, _: &Request, node: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        let synced = self.change(format_args!("sync folder {node}"), |image| {
            image.folder(node.0)?.sync();
            Some(())
        });
        done(synced, reply);
    }

    fn readdir(
        &self,
        _: &Request,
        node: INodeNo,
        _: FileHandle,
        offset: u64,
        mut reply: ReplyDirectory,
    ) {
        let mut kept = self.lock();
        let names = kept.image.folder(node.0).map(|folder| folder.now.clone());
        let entries = names.unwrap_or_default().into_iter();
        let skipped = usize::try_from(offset).unwrap();
        for (at, (name, node)) in (1_u64..).zip(entries).skip(skipped) {
            let Some(found) = kept.image.attributes(node) else {
                continue;
            };
            if reply.add(found.ino, at, found.kind, name) {
                break;
            }
        }
        reply.ok();
    }

    fn unlink(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        let removed = self.change(format_args!("remove {name:?}"), |image| {
            let name = name.to_str()?.to_owned();
            image.folder(parent.0)?.name(Naming::Remove { name });
            Some(())
        });
        done(removed, reply);
    }

    fn rename(
        &self,
        _: &Request,
        parent: INodeNo,
        name: &OsStr,
        new_parent: INodeNo,
        new_name: &OsStr,
        _: RenameFlags,
        reply: ReplyEmpty,
    ) {
        if parent != new_parent {
            reply.error(Errno::EXDEV);
            return;
        }
        let renamed = self.change(format_args!("rename {name:?} to {new_name:?}"), |image| {
            let (from, to) = (name.to_str()?.to_owned(), new_name.to_str()?.to_owned());
            image.folder(parent.0)?.name(Naming::Rename { from, to });
            Some(())
        });
        done(renamed, reply);
    }

    fn statfs(&self, _: &Request, _: INodeNo, reply: ReplyStatfs) {
        let blocks = 1 << 20;
        reply.statfs(blocks, blocks, blocks, blocks, blocks, 4_096, 255, 4_096);
    }

    fn flush(&self, _: &Request, _: INodeNo, _: FileHandle, _: LockOwner, reply: ReplyEmpty) {
        reply.ok();
    }
}
