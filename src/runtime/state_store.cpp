#include "runtime/state_store.hpp"

#include "errors/runtime.hpp"

#include <algorithm>

namespace retort::runtime {
namespace {

constexpr const char* alembic_table = "alembic_version";

/// Ends a transaction that only read, on every way out.
class Reading {
public:
    explicit Reading(dialect::Database& database) : database_(database) {
        owned_ = !database_.in_transaction();
        if (owned_) {
            database_.begin_reading();
        }
    }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    ~Reading() {
        if (owned_) {
            database_.rollback();
        }
    }

private:
    dialect::Database& database_;
    bool owned_;
};

}  // namespace

StateStore::StateStore(dialect::Database& database, const std::string& schema,
                       const std::string& version_table)
    : database_(database),
      schema_(schema.empty() ? database.default_schema() : schema),
      sql_(database.syntax(), schema_, version_table) {}

void StateStore::run(const std::vector<dialect::Sql>& statements) {
    for (const dialect::Sql& statement : statements) {
        database_.execute(statement);
    }
}

void StateStore::make_tables() {
    run(sql_.create());
    if (!database_.syntax().ddl_is_transactional()) {
        begin();
    }
}

bool StateStore::has(const std::vector<std::string>& tables, const std::string& name) const {
    return std::binary_search(tables.begin(), tables.end(), name);
}

QuickState StateStore::read_quick() {
    if (database_.in_transaction()) {
        return read_quick_of(database_.tables(schema_));  // where no statement may fail
    }
    try {
        return quick_state(database_.query(sql_.quick()));
    } catch (const DatabaseError& error) {
        if (error.kind() != ErrorKind::database) {
            throw;
        }
        return read_quick_of(database_.tables(schema_));
    }
}

QuickState StateStore::read_quick_of(const std::vector<std::string>& tables) {
    const auto names = dialect::state_table_names(sql_.tables().version_table);
    if (std::all_of(names.begin(), names.end(),
                    [&](const std::string& name) { return has(tables, name); })) {
        return quick_state(database_.query(sql_.quick()));
    }
    refuse_incomplete(tables, names);
    QuickState state;
    if (has(tables, names.front())) {
        state.heads = read_heads();
    }
    return state;
}

/// Where a transaction cannot hold them: the state table is the last that is made.
bool StateStore::are_being_made(const std::vector<std::string>& missing) const {
    const std::string last = dialect::state_table_names(sql_.tables().version_table).back();
    return !database_.syntax().ddl_is_transactional() &&
           std::find(missing.begin(), missing.end(), last) != missing.end();
}

/// A version table may stand alone (Alembic's), the others only together.
void StateStore::refuse_incomplete(const std::vector<std::string>& tables,
                                   const std::vector<std::string>& names) const {
    std::vector<std::string> present;
    std::vector<std::string> missing;
    for (const std::string& name : names) {
        (has(tables, name) ? present : missing).push_back(name);
    }
    const bool version_alone = present.size() == 1 && present.front() == names.front();
    if (!present.empty() && !version_alone && !are_being_made(missing)) {
        throw errors::incomplete_state(present, missing);
    }
}

std::vector<std::string> StateStore::read_heads() {
    std::vector<std::string> heads;
    for (const auto& row : database_.query(sql_.read_heads())) {
        heads.push_back(dialect::text(row[0]));
    }
    std::sort(heads.begin(), heads.end());  // a database may order them otherwise
    return heads;
}

StoredState StateStore::read() {
    const Reading reading(database_);
    return read_inside();
}

StoredState StateStore::read_inside() {
    StoredState state;
    // Catalogs may be newer than the rows: what others make next must not look like theirs alone.
    const std::string scripts_schema = database_.default_schema();
    const bool elsewhere = scripts_schema != schema_;
    const auto other_tables =
        elsewhere ? database_.tables(scripts_schema) : std::vector<std::string>();
    const auto tables = database_.tables(schema_);
    state.quick = read_quick_of(tables);
    state.version_length =
        database_.declared_length(schema_, sql_.tables().version_table, "version_num");
    if (state.quick.complete) {
        for (const auto& row : database_.query(sql_.read_applied())) {
            state.applied.push_back(applied_row(row));
        }
        std::sort(state.applied.begin(), state.applied.end(),
                  [](const AppliedRow& a, const AppliedRow& b) { return a.id < b.id; });
        for (const auto& row : database_.query(sql_.read_journal())) {
            state.journal = journal_row(row);
        }
        state.has_history = !database_.query(sql_.read_any_history()).empty();
    }
    if (!state.quick.heads.empty() || state.has_history || state.journal) {
        return state;
    }
    // Where the scripts work, which need not be where the records are.
    const auto ours = dialect::state_table_names(sql_.tables().version_table);
    for (const std::string& table : elsewhere ? other_tables : tables) {
        if (table != alembic_table && std::find(ours.begin(), ours.end(), table) == ours.end()) {
            state.other_tables.push_back(table);
        }
    }
    if (has(tables, alembic_table) && ours.front() != alembic_table) {
        const StateSql alembic(database_.syntax(), schema_, alembic_table);
        for (const auto& row : database_.query(alembic.read_heads())) {
            state.alembic_heads.push_back(dialect::text(row[0]));
        }
    }
    return state;
}

bool StateStore::has_progress(const JournalRow& expected) {
    const auto rows = database_.query(sql_.read_journal());
    return rows.size() == 1 && journal_row(rows.front()).same_progress(expected);
}

std::vector<LogEntry> StateStore::read_history() {
    std::vector<LogEntry> entries;
    if (read_quick().complete) {
        for (const auto& row : database_.query(sql_.read_history())) {
            entries.push_back(log_entry(row));
        }
    }
    return entries;
}

}  // namespace retort::runtime
