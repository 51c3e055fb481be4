#include "dialect/mysql/galera_lock.hpp"

#include "dialect/mysql/refusal.hpp"
#include "errors/dialect.hpp"

#include <fmt/format.h>

#include <charconv>
#include <exception>
#include <utility>
#include <vector>

namespace retort::dialect::mysql {
namespace {

/// The numbers of the rows.
constexpr int lock = 1;
constexpr int token = 2;

constexpr Naps naps{std::chrono::milliseconds(5), std::chrono::milliseconds(50)};

unsigned number_of(const DatabaseError& error) {
    const std::string& code = error.facts().code;
    unsigned number = 0;
    std::from_chars(code.data(), code.data() + code.size(), number);
    return number;
}

/// Another time it may be otherwise.
bool is_passing(unsigned code) {
    switch (code) {
        case 1040:  // too many connections
        case 1047:  // the node is not ready
        case 1180:  // the commit failed, as on a node that leaves
        case 1203:  // too many connections of the user
        case 1226:  // the same, where the user has a limit of its own
            return true;
        default:
            return is_busy(code);
    }
}

/// Runs a statement that has no rows. @returns how many it changed
std::uint64_t changed(Connection& connection, const std::string& sql) {
    if (mysql_real_query(connection.handle(), sql.data(), sql.size()) != 0) {
        throw errors::engine_refused(refusal_of(connection.handle(), ErrorKind::database), sql);
    }
    return mysql_affected_rows(connection.handle());
}

}  // namespace

GaleraLock::GaleraLock(Connection& work, const TableNames& tables)
    : work_(work), table_(tables.lock) {}

GaleraLock::~GaleraLock() {
    if (sync_wait_) {
        work_.run(syntax(Dialect::mysql).rendered({"SET wsrep_sync_wait = ?", {*sync_wait_}}));
    }
}

std::string GaleraLock::row(int id) const {
    // By the key, whatever the optimiser thinks of small tables: a scan would lock both rows.
    return fmt::format("{} FORCE INDEX (PRIMARY) WHERE id = {}", table_, id);
}

void GaleraLock::take() {
    Polling polling(
        work_.patience(), [&] { return holder(); }, naps);
    while (!try_take()) {
        if (!polling.again()) {
            throw own_ ? errors::lock_held(polling.waited(), holder())
                       : errors::no_second_connection(refused_);
        }
    }
}

bool GaleraLock::try_take() {
    try {
        holds_ = holds_ || try_hold();
        return holds_ && try_raise();
    } catch (const DatabaseError& error) {
        if (!is_passing(number_of(error))) {
            throw;
        }
        (own_ && !holds_ ? *own_ : work_).run("ROLLBACK");
        return false;
    }
}

void GaleraLock::open() {
    OwnConnection handle = second_connection(work_.handle());
    if (mysql_errno(handle.get()) != 0) {
        const auto refusal = refusal_of(handle.get(), ErrorKind::locked);
        if (!is_passing(mysql_errno(handle.get()))) {
            throw errors::no_second_connection(refusal.message);
        }
        refused_ = refusal.message;
        throw errors::engine_refused(refusal, {});
    }
    Connection own(handle.get(), work_.patience());
    own.query(
        {"SET wsrep_trx_fragment_unit = 'statements', wsrep_trx_fragment_size = 1, "
         "innodb_lock_wait_timeout = 1",
         {}});
    // It is idle as long as the migration takes.
    own.query({"SET wait_timeout = 31536000", {}});
    if (own.is_mariadb()) {
        own.query(
            {"SET idle_transaction_timeout = 0, idle_write_transaction_timeout = 0, "
             "idle_readonly_transaction_timeout = 0",
             {}});
    }
    // Sees who holds it, which is never committed.
    own.query({"SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED", {}});
    handle_ = std::move(handle);
    own_.emplace(std::move(own));
}

bool GaleraLock::try_hold() {
    if (!own_) {
        open();
    }
    try {
        own_->query({"START TRANSACTION", {}});
        if (own_->query({"SELECT id FROM " + row(lock) + " FOR UPDATE NOWAIT", {}}).empty()) {
            own_->query({"ROLLBACK", {}});
            make_rows();
            return false;
        }
    } catch (const DatabaseError& error) {
        if (!is_missing(number_of(error))) {
            throw;
        }
        make_table();
        return false;
    }
    // Of those who came so far at once, on several nodes, one succeeds.
    own_->query(
        {"UPDATE " + table_ + " FORCE INDEX (PRIMARY) SET holder = ? WHERE id = 1", {myself()}});
    return true;
}

/// The cluster runs it in the same place among all statements on every node.
void GaleraLock::make_table() {
    own_->query({"CREATE TABLE IF NOT EXISTS " + table_ +
                     " (id BIGINT NOT NULL PRIMARY KEY, token BIGINT NOT NULL,"
                     " checks BIGINT NOT NULL, holder LONGTEXT) ENGINE=InnoDB ROW_FORMAT=DYNAMIC"
                     " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                 {}});
}

void GaleraLock::make_rows() {
    own_->query({"INSERT IGNORE INTO " + table_ + " VALUES (1, 0, 0, NULL), (2, 0, 0, NULL)", {}});
}

/// From here on the work connection reads nothing older than what it wrote last.
void GaleraLock::read_together() {
    if (!sync_wait_) {
        const Value lent = work_.query({"SELECT @@SESSION.wsrep_sync_wait", {}}).front().front();
        work_.query({"SET wsrep_sync_wait = 15", {}});
        sync_wait_ = lent;
    }
}

bool GaleraLock::try_raise() {
    read_together();
    const std::string who = myself();
    work_.query({"START TRANSACTION", {}});
    const auto rows = work_.query({"SELECT token FROM " + row(token) + " FOR UPDATE NOWAIT", {}});
    const std::int64_t raised = number(rows.front().front()) + 1;
    work_.query(
        {"UPDATE " + table_ + " FORCE INDEX (PRIMARY) SET token = ?, holder = ? WHERE id = 2",
         {raised, who}});
    work_.query({"COMMIT", {}});
    token_ = raised;
    return true;
}

std::string GaleraLock::myself() {
    const Row row = work_
                        .query({"SELECT id, user, host, @@wsrep_node_name FROM "
                                "information_schema.processlist WHERE id = CONNECTION_ID()",
                                {}})
                        .front();
    return fmt::format("connection {} of {} from {} on {}", text(row[0]), text(row[1]),
                       text(row[2]), text(row[3]));
}

/// Of what is waited for: the lock, or when that is held the token.
std::string GaleraLock::holder() noexcept {
    try {
        if (own_) {
            const auto rows = own_->query({"SELECT holder FROM " + row(holds_ ? token : lock), {}});
            return rows.empty() ? std::string() : text(rows.front().front());
        }
    } catch (const std::exception&) {
        // Nobody knows.
    }
    return {};
}

bool GaleraLock::fence() {
    std::vector<Row> rows;
    try {
        // Not by a read that waits, nor by one that fixes what the transaction sees.
        rows = work_.query({"SELECT token FROM " + row(token) + " FOR UPDATE NOWAIT", {}});
        work_.query({fence_sql(), {}});
    } catch (const DatabaseError& error) {
        if (!is_busy(number_of(error))) {
            throw;
        }
        return false;
    }
    if (rows.empty() || number(rows.front()[0]) != token_) {
        throw lost();
    }
    return true;
}

DatabaseError GaleraLock::lost() {
    const auto rows = work_.query({"SELECT holder FROM " + row(token), {}});
    return errors::lock_taken_over(rows.empty() ? std::string() : text(rows.front().front()));
}

/// A read would not be enough: the cluster compares what transactions write.
std::string GaleraLock::fence_sql() const {
    return fmt::format("UPDATE {} FORCE INDEX (PRIMARY) SET checks = checks + 1 WHERE id = {}",
                       table_, token);
}

std::string GaleraLock::held_condition() const {
    return fmt::format("EXISTS (SELECT 1 FROM {} AND token = {} LOCK IN SHARE MODE)", row(token),
                       token_);
}

bool GaleraLock::release() noexcept {
    try {
        // Refused, or of no effect, where the server ended the transaction meanwhile.
        const bool held = changed(*own_, "UPDATE " + table_ +
                                             " FORCE INDEX (PRIMARY) SET holder = NULL WHERE id = "
                                             "1") == 1;
        const bool mine =
            held && number(work_.query({"SELECT " + held_condition(), {}}).front().front()) == 1;
        own_->query({"COMMIT", {}});
        return mine;
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace retort::dialect::mysql
