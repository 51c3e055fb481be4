#pragma once

#include <retort/migrator.hpp>
#include <retort/objects.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace retort::runtime {

/// The format of the state tables that this program writes. Another major number is refused.
inline constexpr const char* state_format = "1.0";

/// The digest of no managed objects.
inline constexpr const char* no_objects_digest = "none";

/// A row of `applied`: what the database itself knows of a revision.
struct AppliedRow {
    std::string id;
    std::vector<std::string> down_revisions;
    std::vector<std::string> depends_on;  ///< ids only, labels resolved
    std::vector<std::string> branch_labels;
    std::string message;
    std::string upgrade_checksum;
    std::string downgrade_checksum;
    std::string downgrade_text;  ///< empty: irreversible, or known to a program only
    std::string origin;          ///< run, stamped, adopted or squashed
    std::string applied_at;
    std::string stands_for;          ///< of a baseline: the last revision of its range
    std::vector<Replaced> replaces;  ///< of a baseline: all of its range, `stands_for` last

    friend bool operator!=(const AppliedRow& a, const AppliedRow& b) {
        return a.id != b.id || a.down_revisions != b.down_revisions ||
               a.depends_on != b.depends_on || a.branch_labels != b.branch_labels ||
               a.message != b.message || a.upgrade_checksum != b.upgrade_checksum ||
               a.downgrade_checksum != b.downgrade_checksum ||
               a.downgrade_text != b.downgrade_text || a.origin != b.origin ||
               a.applied_at != b.applied_at || a.stands_for != b.stands_for ||
               !(a.replaces == b.replaces);
    }
};

/// A row of `object`: what the database knows of a replaceable object.
struct ObjectRow {
    enum class State {
        made,      ///< it is there, unless somebody else dropped it
        making,    ///< it is being made where that cannot be rolled back
        left_out,  ///< it could not be made where the schema is now
        foreign,   ///< others made it, with this catalog text, and that is not the file's
    };
    ObjectKind kind = ObjectKind::view;
    std::string name;  ///< as the file says
    std::string checksum;
    std::string text;          ///< that it is made by: sections as in a file
    std::string catalog_text;  ///< as read back when it was made
    std::vector<std::string> depends_on;
    State state = State::made;
    std::vector<std::string> earlier;  ///< checksums that were replaced
    std::string catalog_name;          ///< by which the one query finds it
    std::string catalog_table;

    friend bool operator==(const ObjectRow& a, const ObjectRow& b) {
        return a.kind == b.kind && a.name == b.name && a.checksum == b.checksum &&
               a.text == b.text && a.catalog_text == b.catalog_text &&
               a.depends_on == b.depends_on && a.state == b.state && a.earlier == b.earlier &&
               a.catalog_name == b.catalog_name && a.catalog_table == b.catalog_table;
    }
};

/// The row of `journal`: the step of several parts that is under way.
struct JournalRow {
    std::string id;
    Direction direction = Direction::upgrade;
    std::int64_t part = 0;      ///< completed parts
    std::int64_t done = 0;      ///< completed statements of the part after them
    std::string done_checksum;  ///< over the text of all completed statements
    std::int64_t started = 0;   ///< 1-based statement that began without a transaction; 0: none
    std::string fingerprint;    ///< of that statement and what it concerns, before it began
    std::string context;        ///< foreign keys before the part
    std::string dirty;          ///< why the step is dirty; empty: it is not
    std::string at;

    /// Whether it stands in a statement that began, rather than in a function or between two.
    bool is_in_statement() const noexcept { return started != 0 && !fingerprint.empty(); }
    /// Whether the step is as far as in the other row.
    bool same_progress(const JournalRow& other) const {
        return id == other.id && direction == other.direction && part == other.part &&
               done == other.done && started == other.started && dirty == other.dirty;
    }
};

/// The row of `state`.
struct StateRow {
    std::string format = state_format;
    std::string applied_digest;
    std::string object_digest = no_objects_digest;
    std::string open_step;  ///< `upgrade ID` or `downgrade ID`; empty: none

    friend bool operator==(const StateRow& a, const StateRow& b) {
        return a.format == b.format && a.applied_digest == b.applied_digest &&
               a.object_digest == b.object_digest && a.open_step == b.open_step;
    }
};

/// What the one query of a start brings.
struct QuickState {
    bool complete = false;           ///< the state tables exist
    std::vector<std::string> heads;  ///< as recorded, in byte order
    std::optional<StateRow> row;
    std::vector<std::string> missing_objects;  ///< `view name`

    /// What is recorded; the catalog is nobody's to keep.
    friend bool operator==(const QuickState& a, const QuickState& b) {
        return a.complete == b.complete && a.heads == b.heads && a.row == b.row;
    }
};

/// Everything that is stored, read as of one moment.
struct StoredState {
    QuickState quick;
    std::vector<AppliedRow> applied;  ///< in byte order of their ids
    std::optional<JournalRow> journal;
    std::vector<ObjectRow> objects;
    bool has_history = false;
    std::vector<std::string>
        other_tables;  ///< ordinary tables; only read where nothing is recorded
    std::vector<std::string> alembic_heads;  ///< of an Alembic table beside an absent one of ours
};

std::string open_step_name(Direction direction, const std::string& id);

}  // namespace retort::runtime
