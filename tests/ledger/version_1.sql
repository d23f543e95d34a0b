-- The tables of a ledger of version 1, as counterclaim first shipped them. Frozen: upgrades are tested from here.
PRAGMA page_size=16384;
PRAGMA journal_mode=WAL;
CREATE TABLE raw (
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (sha256)
)
 STRICT;
CREATE TABLE report (
    id TEXT NOT NULL,
    raw_sha256 TEXT NOT NULL,
    outlet TEXT,
    url TEXT,
    title TEXT,
    published_start TEXT,
    published_end TEXT,
    record TEXT NOT NULL,
    PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE text (
    id TEXT NOT NULL,
    raw_sha256 TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE rejection (
    id TEXT NOT NULL,
    stage TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    report_id TEXT,
    record TEXT NOT NULL,
    PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE linking (
    n INTEGER NOT NULL,
    through INTEGER NOT NULL,
    policy TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (n)
)
 STRICT;
CREATE TABLE event (
    id TEXT NOT NULL,
    line INTEGER NOT NULL,
    start TEXT,
    "end" TEXT,
    parties TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE reading (
    n INTEGER NOT NULL,
    report_id TEXT NOT NULL,
    text_id TEXT NOT NULL,
    extractor TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (n),
    UNIQUE (report_id, extractor),
    FOREIGN KEY(report_id) REFERENCES report (id),
    FOREIGN KEY(text_id) REFERENCES text (id)
)
 STRICT;
CREATE TABLE membership (
    n INTEGER NOT NULL,
    linking INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    line INTEGER,
    reason TEXT NOT NULL,
    PRIMARY KEY (n),
    FOREIGN KEY(linking) REFERENCES linking (n)
)
 STRICT;
CREATE INDEX membership_by_key ON membership ("key");
CREATE INDEX membership_by_line ON membership (line);
CREATE TABLE event_name (
    event_id TEXT NOT NULL,
    linking INTEGER NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (event_id, linking),
    FOREIGN KEY(linking) REFERENCES linking (n)
)
 STRICT;
CREATE TABLE claim (
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    "key" TEXT NOT NULL,
    reading INTEGER NOT NULL,
    report_id TEXT NOT NULL,
    first INTEGER NOT NULL,
    kind TEXT NOT NULL,
    stance TEXT NOT NULL,
    outcome TEXT,
    happened_start TEXT,
    happened_end TEXT,
    record TEXT NOT NULL,
    PRIMARY KEY (n),
    UNIQUE (id),
    FOREIGN KEY(reading) REFERENCES reading (n),
    FOREIGN KEY(report_id) REFERENCES report (id)
)
 STRICT;
CREATE INDEX claim_by_time ON claim (happened_start);
CREATE INDEX claim_by_key ON claim ("key");
CREATE INDEX claim_by_reading ON claim (reading);
CREATE INDEX claim_by_outcome ON claim (outcome);
CREATE INDEX claim_in_order ON claim (report_id, first, id);
CREATE TABLE claim_party (
    party TEXT COLLATE "NOCASE" NOT NULL,
    claim INTEGER NOT NULL,
    PRIMARY KEY (party, claim),
    FOREIGN KEY(claim) REFERENCES claim (n)
)
 WITHOUT ROWID,
 STRICT;
CREATE INDEX claim_party_by_claim ON claim_party (claim);
CREATE TABLE event_claim (
    event_id TEXT NOT NULL,
    claim INTEGER NOT NULL,
    PRIMARY KEY (event_id, claim),
    FOREIGN KEY(event_id) REFERENCES event (id),
    FOREIGN KEY(claim) REFERENCES claim (n)
)
 WITHOUT ROWID,
 STRICT;
CREATE INDEX event_claim_by_claim ON event_claim (claim);
CREATE VIEW current_claim AS
SELECT claim.* FROM claim
WHERE NOT EXISTS (
    SELECT 1 FROM reading AS later
    WHERE later.report_id = claim.report_id AND later.n > claim.reading
);
CREATE TRIGGER raw_no_update BEFORE UPDATE ON raw BEGIN SELECT RAISE(ABORT, 'the table raw of a ledger is append only'); END;
CREATE TRIGGER raw_no_delete BEFORE DELETE ON raw BEGIN SELECT RAISE(ABORT, 'the table raw of a ledger is append only'); END;
CREATE TRIGGER report_no_update BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'the table report of a ledger is append only'); END;
CREATE TRIGGER report_no_delete BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'the table report of a ledger is append only'); END;
CREATE TRIGGER text_no_update BEFORE UPDATE ON text BEGIN SELECT RAISE(ABORT, 'the table text of a ledger is append only'); END;
CREATE TRIGGER text_no_delete BEFORE DELETE ON text BEGIN SELECT RAISE(ABORT, 'the table text of a ledger is append only'); END;
CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading BEGIN SELECT RAISE(ABORT, 'the table reading of a ledger is append only'); END;
CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'the table reading of a ledger is append only'); END;
CREATE TRIGGER claim_no_update BEFORE UPDATE ON claim BEGIN SELECT RAISE(ABORT, 'the table claim of a ledger is append only'); END;
CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim BEGIN SELECT RAISE(ABORT, 'the table claim of a ledger is append only'); END;
CREATE TRIGGER claim_party_no_update BEFORE UPDATE ON claim_party BEGIN SELECT RAISE(ABORT, 'the table claim_party of a ledger is append only'); END;
CREATE TRIGGER claim_party_no_delete BEFORE DELETE ON claim_party BEGIN SELECT RAISE(ABORT, 'the table claim_party of a ledger is append only'); END;
CREATE TRIGGER rejection_no_update BEFORE UPDATE ON rejection BEGIN SELECT RAISE(ABORT, 'the table rejection of a ledger is append only'); END;
CREATE TRIGGER rejection_no_delete BEFORE DELETE ON rejection BEGIN SELECT RAISE(ABORT, 'the table rejection of a ledger is append only'); END;
CREATE TRIGGER linking_no_update BEFORE UPDATE ON linking BEGIN SELECT RAISE(ABORT, 'the table linking of a ledger is append only'); END;
CREATE TRIGGER linking_no_delete BEFORE DELETE ON linking BEGIN SELECT RAISE(ABORT, 'the table linking of a ledger is append only'); END;
CREATE TRIGGER membership_no_update BEFORE UPDATE ON membership BEGIN SELECT RAISE(ABORT, 'the table membership of a ledger is append only'); END;
CREATE TRIGGER membership_no_delete BEFORE DELETE ON membership BEGIN SELECT RAISE(ABORT, 'the table membership of a ledger is append only'); END;
CREATE TRIGGER event_name_no_update BEFORE UPDATE ON event_name BEGIN SELECT RAISE(ABORT, 'the table event_name of a ledger is append only'); END;
CREATE TRIGGER event_name_no_delete BEFORE DELETE ON event_name BEGIN SELECT RAISE(ABORT, 'the table event_name of a ledger is append only'); END;
PRAGMA application_id=0x43434C4D;
PRAGMA user_version=1;
