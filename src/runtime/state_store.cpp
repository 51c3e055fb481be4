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

/// From the answers to quick(), read_applied(), read_journal(), read_any_history() and
/// read_objects().
StoredState stored_state(const std::vector<std::vector<dialect::Row>>& answers) {
    StoredState state;
    state.quick = quick_state(answers[0]);
    for (const auto& row : answers[1]) {
        state.applied.push_back(applied_row(row));
    }
    std::sort(state.applied.begin(), state.applied.end(),
              [](const AppliedRow& a, const AppliedRow& b) { return a.id < b.id; });
    for (const auto& row : answers[2]) {
        state.journal = journal_row(row);
    }
    state.has_history = !answers[3].empty();
    for (const auto& row : answers[4]) {
        state.objects.push_back(object_row(row));
    }
    std::sort(state.objects.begin(), state.objects.end(),
              [](const ObjectRow& a, const ObjectRow& b) { return a.name < b.name; });
    return state;
}

}  // namespace

StateStore::StateStore(dialect::Database& database, const std::string& schema,
                       const std::string& version_table)
    : database_(database),
      given_schema_(schema.empty() ? database.syntax().default_schema() : schema),
      version_table_(version_table) {
    if (!given_schema_.empty()) {
        sql_.emplace(database_.syntax(), given_schema_, version_table_);
    }
}

const StateSql& StateStore::sql() {
    if (!sql_) {
        sql_.emplace(database_.syntax(), database_.default_schema(), version_table_);
    }
    return *sql_;
}

std::size_t StateStore::version_length() {
    return database_.declared_length(sql().tables().schema, version_table_, "version_num");
}

void StateStore::run(const std::vector<dialect::Sql>& statements) {
    for (const dialect::Sql& statement : statements) {
        database_.execute(statement);
    }
}

void StateStore::make_tables() {
    run(sql().create());
    if (!database_.syntax().ddl_is_transactional()) {
        begin();
    }
}

bool StateStore::has(const std::vector<std::string>& tables, const std::string& name) const {
    return std::binary_search(tables.begin(), tables.end(), name);
}

QuickState StateStore::read_quick() {
    if (database_.in_transaction()) {
        // Where no statement may fail.
        return complete_ ? ask_quick() : read_quick_of(database_.tables(sql().tables().schema));
    }
    try {
        auto found = sql_ ? std::nullopt : quick_where_it_is();
        return found ? *found : ask_quick();
    } catch (const DatabaseError& error) {
        if (error.kind() != ErrorKind::database) {
            throw;
        }
        return read_quick_of(database_.tables(sql().tables().schema));
    }
}

QuickState StateStore::ask_quick() {
    QuickState state = quick_state(database_.query(sql().quick()));
    complete_ = true;
    return state;
}

/// Asks in one query for the state and for the schema that it is in. Nothing when that is not the
/// default one: another's was found along the search path.
std::optional<QuickState> StateStore::quick_where_it_is() {
    const StateSql unqualified(database_.syntax(), {}, version_table_);
    const auto rows = database_.query(unqualified.quick());
    const auto place = std::find_if(rows.begin(), rows.end(), [](const dialect::Row& row) {
        return dialect::text(row[0]) == "schema";
    });
    if (place == rows.end() || dialect::text((*place)[1]) != dialect::text((*place)[2])) {
        return std::nullopt;
    }
    sql_.emplace(database_.syntax(), dialect::text((*place)[1]), version_table_);
    complete_ = true;
    return quick_state(rows);
}

QuickState StateStore::read_quick_of(const std::vector<std::string>& tables) {
    const auto names = dialect::state_table_names(sql().tables().version_table);
    if (std::all_of(names.begin(), names.end(),
                    [&](const std::string& name) { return has(tables, name); })) {
        return ask_quick();
    }
    refuse_incomplete(tables, names);
    QuickState state;
    if (has(tables, names.front())) {
        state.heads = read_heads();
    }
    return state;
}

/// Where a transaction cannot hold them: the state table is the last that is made.
bool StateStore::are_being_made(const std::vector<std::string>& missing) {
    const std::string last = dialect::state_table_names(sql().tables().version_table).back();
    return !database_.syntax().ddl_is_transactional() &&
           std::find(missing.begin(), missing.end(), last) != missing.end();
}

/// A version table may stand alone (Alembic's), the others only together.
void StateStore::refuse_incomplete(const std::vector<std::string>& tables,
                                   const std::vector<std::string>& names) {
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
    for (const auto& row : database_.query(sql().read_heads())) {
        heads.push_back(dialect::text(row[0]));
    }
    std::sort(heads.begin(), heads.end());  // a database may order them otherwise
    return heads;
}

StoredState StateStore::read() {
    if (complete_ && !database_.in_transaction()) {
        if (auto state = read_at_once()) {
            return *state;
        }
    }
    const Reading reading(database_);
    return read_inside();
}

/// Nothing where it takes more than what is recorded to know the state.
std::optional<StoredState> StateStore::read_at_once() {
    const auto answers =
        database_.query_all({sql().quick(), sql().read_applied(), sql().read_journal(),
                             sql().read_any_history(), sql().read_objects()});
    StoredState state = stored_state(answers);
    if (state.quick.heads.empty() && !state.has_history && !state.journal) {
        return std::nullopt;
    }
    return state;
}

StoredState StateStore::read_inside() {
    StoredState state;
    // Catalogs may be newer than the rows: what others make next must not look like theirs alone.
    const std::string& schema = sql().tables().schema;
    const std::string scripts_schema = database_.default_schema();
    const bool elsewhere = scripts_schema != schema;
    const auto other_tables =
        elsewhere ? database_.tables(scripts_schema) : std::vector<std::string>();
    const auto tables = database_.tables(schema);
    state.quick = read_quick_of(tables);
    if (state.quick.complete) {
        state = stored_state({database_.query(sql().quick()), database_.query(sql().read_applied()),
                              database_.query(sql().read_journal()),
                              database_.query(sql().read_any_history()),
                              database_.query(sql().read_objects())});
    }
    if (!state.quick.heads.empty() || state.has_history || state.journal) {
        return state;
    }
    // Where the scripts work, which need not be where the records are.
    auto ours = dialect::state_table_names(sql().tables().version_table);
    ours.push_back(dialect::lock_table_name(sql().tables().version_table));
    for (const std::string& table : elsewhere ? other_tables : tables) {
        if (table != alembic_table && std::find(ours.begin(), ours.end(), table) == ours.end()) {
            state.other_tables.push_back(table);
        }
    }
    if (has(tables, alembic_table) && ours.front() != alembic_table) {
        const StateSql alembic(database_.syntax(), sql().tables().schema, alembic_table);
        for (const auto& row : database_.query(alembic.read_heads())) {
            state.alembic_heads.push_back(dialect::text(row[0]));
        }
    }
    return state;
}

std::optional<JournalRow> StateStore::read_journal() {
    const auto rows = database_.query(sql().read_journal());
    return rows.size() == 1 ? std::optional(journal_row(rows.front())) : std::nullopt;
}

bool StateStore::has_progress(const JournalRow& expected) {
    const auto journal = read_journal();
    return journal && journal->same_progress(expected);
}

std::vector<LogEntry> StateStore::read_history() {
    std::vector<LogEntry> entries;
    if (read_quick().complete) {
        for (const auto& row : database_.query(sql().read_history())) {
            entries.push_back(log_entry(row));
        }
    }
    return entries;
}

}  // namespace retort::runtime
