//! Opens a data folder: locks it, opens the index, and reads from the journal
//! what is pending.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, atomic::AtomicBool},
    thread,
    time::{Duration, Instant},
};

use tokio::sync::{Semaphore, mpsc, watch};

use super::{
    EmbeddedStore, READERS_MAX, Shared,
    commit::{Stage, pending_article},
    corrupt, digest_request,
    draft::Draft,
    format::FolderFormat,
    index::Index,
    intake, key,
    pending::{Pending, PendingArticle},
    unavailable,
    value::{StoredArticle, StoredTotals, decode},
    writer,
};
use crate::{
    id::{ArticleId, Seq},
    store::{
        ArticleState, StoreConfig, StoreError, StoreErrorKind,
        journal::{Damage, JournalPosition, JournalRecord, JournalScan, JournalWriter, Scanned},
    },
};

/// A process that was killed keeps its lock until the system has taken its
/// memory back: a restart right after it waits so long.
const LOCK_WAIT_MAX: Duration = Duration::from_secs(1);
/// The file that is locked, in the data folder.
const LOCK_NAME: &str = "lock";
const LOCK_WAIT_STEP: Duration = Duration::from_millis(20);

/// What opening has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecoveryReport {
    /// Records of the journal that were read.
    pub records_read_count: u64,
    pub articles_pending_count: u64,
    /// Places in the journal where a sound record was expected and none was;
    /// at the end of the last segment it is what a crash left of
    /// unacknowledged writes.
    pub damaged_places_count: u64,
    /// Bytes that were stepped over to reach the next sound record.
    pub damaged_bytes: u64,
}

/// What the journal says, held against the index.
struct Recovered {
    pending: HashMap<ArticleId, PendingArticle>,
    /// Deleted in the journal, still failed in the index.
    deleted: Vec<ArticleId>,
    report: RecoveryReport,
    /// The journal's end, and the scan that has reached it.
    end: JournalPosition,
    scan: JournalScan,
}

pub(super) fn journal_dir(config: &StoreConfig) -> PathBuf {
    config.data_dir.join("journal")
}

pub(super) fn index_dir(config: &StoreConfig) -> PathBuf {
    config.data_dir.join("index")
}

/// Opens the store and starts its threads. Blocks.
pub(super) fn open(config: StoreConfig) -> Result<EmbeddedStore, StoreError> {
    config.validate()?;
    // What this program cannot read stays as it is.
    FolderFormat::look(&config)?;
    let lock = lock_folder(&config.data_dir)?;
    let journal_dir = journal_dir(&config);
    create_dir(&journal_dir)?;
    let index = Index::open(&index_dir(&config), &config)?;
    let mut totals = index.read_totals()?;
    let recovered = recover(&journal_dir, &index, &totals)?;
    let pending = Pending::new();
    count_failures(&index, &mut totals)?;
    finish_deletions(&index, &pending, &recovered.deleted, &mut totals)?;
    let journal = JournalWriter::open(&journal_dir, config.segment_bytes, &recovered.scan)?;
    pending.add(recovered.pending, Some(recovered.end));

    let (intake_sender, intake_queue) = mpsc::channel(intake::QUEUE_MAX);
    let (writer_sender, writer_queue) = mpsc::channel(writer::QUEUE_MAX);
    let (head_sender, head) = watch::channel(Seq(totals.head));
    let append_bytes = Arc::new(Semaphore::new(config.append_bytes_max));
    let shared = Arc::new(Shared {
        config,
        index,
        journal: journal.reader(),
        pending,
        broken: AtomicBool::new(false),
        _lock: lock,
    });
    let threads = vec![
        intake::start(Arc::clone(&shared), journal, intake_queue)?,
        writer::start(
            Arc::clone(&shared),
            intake_sender.clone(),
            head_sender,
            totals,
            writer_queue,
        )?,
    ];
    Ok(EmbeddedStore {
        shared,
        intake: intake_sender,
        writer: writer_sender,
        head,
        append_bytes,
        readers: Arc::new(Semaphore::new(READERS_MAX)),
        recovery: recovered.report,
        threads: Mutex::new(threads),
    })
}

/// Whether another process has the data folder of `config` open; changes
/// nothing in it, and makes none.
///
/// # Errors
/// `Unavailable` where the disk refuses.
pub fn is_in_use(config: &StoreConfig) -> Result<bool, StoreError> {
    let path = config.data_dir.join(LOCK_NAME);
    let fail = |error| unavailable(format!("look at {}", path.display()), error);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(fail(error)),
    };
    match file.try_lock() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(fail(error)),
    }
}

/// Makes sure that no other process has the folder open.
pub(super) fn lock_folder(data_dir: &Path) -> Result<File, StoreError> {
    create_dir(data_dir)?;
    let path = data_dir.join(LOCK_NAME);
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| unavailable(format!("open {}", path.display()), error))?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if begun.elapsed() < LOCK_WAIT_MAX => {
                thread::sleep(LOCK_WAIT_STEP);
            }
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::new(
                    StoreErrorKind::Unavailable,
                    format!("{} is open in another process", data_dir.display()),
                ));
            }
            Err(TryLockError::Error(error)) => {
                return Err(unavailable(format!("lock {}", path.display()), error));
            }
        }
    }
}

/// Makes a folder and those above it, and their names durable.
pub(super) fn create_dir(dir: &Path) -> Result<(), StoreError> {
    let create = || -> io::Result<()> {
        let missing: Vec<_> = dir.ancestors().take_while(|dir| !dir.exists()).collect();
        fs::create_dir_all(dir)?;
        for parent in missing.into_iter().filter_map(Path::parent) {
            // A relative path begins in the working folder.
            let parent = if parent.as_os_str().is_empty() {
                Path::new(".")
            } else {
                parent
            };
            File::open(parent)?.sync_all()?;
        }
        Ok(())
    };
    create().map_err(|error| unavailable(format!("make the folder {}", dir.display()), error))
}

/// Reads the journal from the low-water mark on.
fn recover(
    journal_dir: &Path,
    index: &Index,
    totals: &StoredTotals,
) -> Result<Recovered, StoreError> {
    let low_water = totals.low_water();
    let mut recovered = Recovered {
        pending: HashMap::new(),
        deleted: Vec::new(),
        report: RecoveryReport::default(),
        end: low_water,
        scan: JournalScan::open(journal_dir, low_water)?,
    };
    while let Some(scanned) = recovered.scan.next()? {
        match scanned {
            Scanned::Record(position, record) => {
                recovered.report.records_read_count += 1;
                recovered.take_record(index, position, record)?;
            }
            Scanned::Damage(damage) => recovered.take_damage(damage),
        }
    }
    let end = recovered.scan.end();
    if end.unwrap_or_default().segment < low_water.segment {
        return Err(corrupt(format!(
            "the journal in {} ends before what the index was made from; put it back, \
             or `alliance rebuild` makes an index of what is there",
            journal_dir.display()
        )));
    }
    recovered.end = end.unwrap_or(low_water);
    recovered.add_pending_again(index)?;
    recovered.report.articles_pending_count = recovered.pending.len() as u64;
    Ok(recovered)
}

impl Recovered {
    fn take_record(
        &mut self,
        index: &Index,
        position: JournalPosition,
        record: JournalRecord,
    ) -> Result<(), StoreError> {
        match record {
            JournalRecord::Submission { id, submission } => {
                let stored = stored_article(index, id)?;
                let article = PendingArticle {
                    position,
                    submitted_at: submission.submitted_at,
                    body_bytes: submission.body.len() as u64,
                    request: submission.request_id.as_deref().map(digest_request),
                    attempts: stored.as_ref().map_or(0, |stored| stored.attempts),
                    is_indexed: stored.is_some(),
                };
                let is_settled = stored.is_some_and(|stored| {
                    stored.article_state() != ArticleState::Pending && !self.deleted.contains(&id)
                });
                if !is_settled {
                    self.pending.entry(id).or_insert(article);
                }
            }
            JournalRecord::Deletion { id } => {
                self.pending.remove(&id);
                let stored = stored_article(index, id)?;
                if stored.is_some_and(|stored| stored.position() < position) {
                    self.deleted.push(id);
                }
            }
        }
        Ok(())
    }

    fn take_damage(&mut self, damage: Damage) {
        let Damage {
            segment,
            offset,
            bytes,
        } = damage;
        self.report.damaged_places_count += 1;
        self.report.damaged_bytes += bytes.unwrap_or(0);
        if let Some(bytes) = bytes {
            tracing::error!(segment, offset, bytes, "journal records are damaged");
        } else {
            tracing::warn!(segment, offset, "a journal segment ends in unsound bytes");
        }
    }

    /// Adds what lies before the low-water mark but was made pending again.
    fn add_pending_again(&mut self, index: &Index) -> Result<(), StoreError> {
        let view = index.view();
        let end = key::column_end(key::PENDING_AGAIN);
        for item in view.range(&[key::PENDING_AGAIN], &end) {
            let (stored_key, _) = item?;
            let Some(id) = key::id_of(&stored_key).map(ArticleId::from_bytes) else {
                continue;
            };
            if let Some(stored) = stored_article(index, id)?
                && !self.deleted.contains(&id)
            {
                self.pending
                    .entry(id)
                    .or_insert_with(|| pending_article(&stored));
            }
        }
        Ok(())
    }
}

/// Counts failures by reason in an index from before they were counted.
fn count_failures(index: &Index, totals: &mut StoredTotals) -> Result<(), StoreError> {
    if totals.failed_by_reason.values().sum::<u64>() == totals.failed {
        return Ok(());
    }
    totals.failed_by_reason.clear();
    {
        let view = index.view();
        for item in view.range(&[key::FAILED], &key::column_end(key::FAILED)) {
            let (stored_key, _) = item?;
            let id = key::id_of(&stored_key).map(ArticleId::from_bytes);
            let stored = id.map(|id| stored_article(index, id)).transpose()?;
            if let Some(failure) = stored.flatten().and_then(|stored| stored.failure) {
                totals.count_failure(&failure.reason);
            }
        }
    }
    writer::apply(index, Draft::new(totals.clone()))
}

/// Takes out of the index what a crash left there of deleted articles.
fn finish_deletions(
    index: &Index,
    pending: &Pending,
    deleted: &[ArticleId],
    totals: &mut StoredTotals,
) -> Result<(), StoreError> {
    if deleted.is_empty() {
        return Ok(());
    }
    let mut draft = Draft::new(totals.clone());
    {
        let view = index.view();
        let mut stage = Stage {
            view: &view,
            draft: &mut draft,
            pending,
            effects: Vec::new(),
            held: Vec::new(),
        };
        deleted.iter().try_for_each(|id| stage.forget(*id))?;
    }
    *totals = draft.totals.clone();
    writer::apply(index, draft)
}

fn stored_article(index: &Index, id: ArticleId) -> Result<Option<StoredArticle>, StoreError> {
    let bytes = index.view().get(&key::article(id))?;
    bytes.map(|bytes| decode(&bytes, "an article")).transpose()
}
