-- The record: what happened, and the only truth. Everything else can be rebuilt from it.
CREATE TABLE event (
    position        INTEGER PRIMARY KEY, -- 1, 2, 3 … over all cases, without gaps
    stream          BLOB    NOT NULL,    -- the case, 16 bytes
    version         INTEGER NOT NULL,    -- 1, 2, 3 … within the case, without gaps
    type            TEXT    NOT NULL,
    schema_revision INTEGER NOT NULL,
    occurred_at     TEXT    NOT NULL,    -- when it happened, RFC 3339
    recorded_at     TEXT    NOT NULL,    -- when we were told
    actor           TEXT    NOT NULL,    -- JSON
    reason          TEXT,
    data            TEXT    NOT NULL,    -- JSON
    prev_hash       BLOB    NOT NULL,    -- hash of the version before, 32 zero bytes for the first
    hash            BLOB    NOT NULL,    -- SHA-256 over prev_hash and every other column
    UNIQUE (stream, version)
) STRICT;

-- Who did what, when, through which door. Same transaction as what it tells of.
CREATE TABLE audit (
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,         -- nanoseconds since 1970, as every INTEGER time below
    name       TEXT    NOT NULL,
    role       TEXT    NOT NULL,
    user       TEXT,
    via        TEXT    NOT NULL,
    action     TEXT    NOT NULL,
    stream     BLOB,
    outcome    TEXT    NOT NULL,
    detail     TEXT    NOT NULL,
    position   INTEGER NOT NULL,         -- position of the last event it led to, else 0
    events     INTEGER NOT NULL          -- how many events it led to
, hash BLOB) STRICT;                     -- SHA-256 over the row before, every column, and the event's hash
CREATE INDEX audit_of_case ON audit (stream, id) WHERE stream IS NOT NULL;

-- Who saw patient data.
CREATE TABLE access (
    id     INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    name   TEXT    NOT NULL,
    role   TEXT    NOT NULL,
    user   TEXT,
    page   TEXT    NOT NULL,
    stream BLOB
, hash BLOB) STRICT;                     -- SHA-256 over the row before and every column
CREATE INDEX access_of_case ON access (stream, id) WHERE stream IS NOT NULL;

-- The same message twice is one case with the same answer.
CREATE TABLE idempotency (
    scope    TEXT    NOT NULL,
    key      TEXT    NOT NULL,
    request  BLOB    NOT NULL,           -- SHA-256 of the request
    stream   BLOB    NOT NULL,
    version  INTEGER NOT NULL,
    position INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;

-- What falls due if nothing more happens. Projection of the events, and of drafts.
CREATE TABLE deadline (
    owner BLOB    NOT NULL,              -- the case or the draft
    key   TEXT    NOT NULL,              -- 'draft:rescue' for drafts
    due   INTEGER NOT NULL,
    PRIMARY KEY (owner, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadline_due ON deadline (due);

-- Messages on their way out, one row for each channel.
CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY,
    key        TEXT    NOT NULL UNIQUE,
    channel    TEXT    NOT NULL,
    address    TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    stream     BLOB,
    draft      BLOB,
    subject    TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    error      TEXT,
    retry_at   INTEGER NOT NULL,
    sent_at    INTEGER
) STRICT;
CREATE INDEX outbox_waiting ON outbox (retry_at) WHERE sent_at IS NULL;

-- The live board and the search. Projection of the events.
CREATE TABLE board (
    stream     BLOB    NOT NULL UNIQUE,
    version    INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    closed     INTEGER NOT NULL,
    tier       INTEGER NOT NULL,         -- rank, 1 is most urgent
    status     TEXT    NOT NULL,
    reference  TEXT    NOT NULL,
    family     TEXT    NOT NULL,         -- folded for search
    given      TEXT    NOT NULL,
    born       TEXT,
    nhs        TEXT,
    changed_at INTEGER NOT NULL,
    row        TEXT    NOT NULL          -- JSON
) STRICT;
CREATE INDEX board_open ON board (stream, position) WHERE closed = 0;
CREATE INDEX board_closed ON board (changed_at) WHERE closed = 1;
CREATE INDEX board_position ON board (position);
CREATE INDEX board_reference ON board (reference);
CREATE INDEX board_family ON board (family);
CREATE INDEX board_given ON board (given);
CREATE INDEX board_born ON board (born) WHERE born IS NOT NULL;
CREATE INDEX board_nhs ON board (nhs) WHERE nhs IS NOT NULL;

-- Forms not sent yet. Never part of the record.
CREATE TABLE draft (
    id             BLOB    NOT NULL UNIQUE,
    kind           TEXT    NOT NULL,
    fields         TEXT    NOT NULL,     -- JSON
    callback_phone TEXT,
    red_flag       INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    stream         BLOB,
    rescued_at     INTEGER
) STRICT;
CREATE INDEX draft_rescued ON draft (rescued_at) WHERE rescued_at IS NOT NULL;

-- People who sign in.
CREATE TABLE user (
    id           BLOB    PRIMARY KEY,
    sign_in      TEXT    NOT NULL UNIQUE, -- lower case
    name         TEXT    NOT NULL,
    role         TEXT    NOT NULL,
    password     TEXT    NOT NULL,       -- argon2id, opaque here
    email        TEXT,
    pager        TEXT,
    active       INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    failed       INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    token      BLOB    PRIMARY KEY,      -- SHA-256 of the cookie
    user       BLOB    NOT NULL REFERENCES user (id),
    created_at INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL,
    locked     INTEGER NOT NULL DEFAULT 0,
    device     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_user ON session (user);

-- Other systems.
CREATE TABLE client (
    id         BLOB    PRIMARY KEY,
    name       TEXT    NOT NULL,
    key        BLOB    NOT NULL UNIQUE,  -- SHA-256 of the API key
    active     INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who is on call, by duty.
CREATE TABLE shift (
    id       INTEGER PRIMARY KEY,
    duty     TEXT    NOT NULL,
    user     BLOB REFERENCES user (id),  -- else a free contact
    name     TEXT,
    email    TEXT,
    pager    TEXT,
    from_at  INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    CHECK (from_at < until_at)
) STRICT;
CREATE INDEX shift_until ON shift (until_at);

-- Theme, board filter and the like, by user.
CREATE TABLE preference (
    user  BLOB NOT NULL REFERENCES user (id),
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (user, key)
) STRICT, WITHOUT ROWID;

-- Up to which version each user has seen each case.
CREATE TABLE looked (
    user    BLOB    NOT NULL REFERENCES user (id),
    stream  BLOB    NOT NULL,
    version INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (user, stream)
) STRICT, WITHOUT ROWID;

-- A few values of the installation: the secret of private links, the first administrator's code.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
