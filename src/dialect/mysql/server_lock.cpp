#include "dialect/mysql/server_lock.hpp"

#include "dialect/mysql/refusal.hpp"
#include "errors/dialect.hpp"
#include "script/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace retort::dialect::mysql {
namespace {

/// The server's limit; its locks are shared by all databases.
constexpr std::size_t longest_name = 64;

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

/// In lower case: some servers do not tell such names apart.
std::string lock_name(const TableNames& tables) {
    script::Sha256 sha;
    sha.add(lower(tables.schema));
    sha.add(std::string_view("\0", 1));
    sha.add(lower(tables.version_table));
    return ("retort:" + script::hex(sha.finish())).substr(0, longest_name);
}

}  // namespace

void ServerLock::take(const TableNames& tables) {
    if (is_on_cluster()) {
        take_on_cluster(tables);
    } else {
        take_on_server(lock_name(tables));
    }
}

void ServerLock::take_on_cluster(const TableNames& tables) {
    auto cluster = std::make_unique<GaleraLock>(connection_, tables);
    cluster->take();
    cluster_ = std::move(cluster);
}

void ServerLock::take_on_server(const std::string& name) {
    Polling polling(connection_.patience(), [&] { return holder(name); });
    while (!try_take(name)) {
        if (!polling.again()) {
            throw errors::lock_held(polling.waited(), holder(name));
        }
    }
    name_ = name;
}

bool ServerLock::try_take(const std::string& name) {
    return number(connection_.query({"SELECT GET_LOCK(?, 0)", {name}}).front().front()) == 1;
}

/// Of one node too: others may join it meanwhile.
bool ServerLock::is_on_cluster() {
    const auto value = [&](const char* sql) {
        const auto rows = connection_.query({sql, {}});
        return rows.empty() ? std::string() : text(rows.front()[1]);
    };
    return value("SHOW VARIABLES LIKE 'wsrep_on'") == "ON" &&
           value("SHOW VARIABLES LIKE 'wsrep_provider'") != "none";
}

std::string ServerLock::holder(const std::string& name) {
    const auto rows =
        connection_.query({"SELECT id, user, host FROM information_schema.processlist "
                           "WHERE id = IS_USED_LOCK(?)",
                           {name}});
    if (rows.empty()) {
        return {};
    }
    const Row& row = rows.front();
    return fmt::format("connection {} of {} from {}", text(row[0]), text(row[1]), text(row[2]));
}

std::string ServerLock::held_condition() const {
    return cluster_
               ? cluster_->held_condition()
               : "IS_USED_LOCK(" + syntax(Dialect::mysql).literal(name_) + ") = CONNECTION_ID()";
}

DatabaseError ServerLock::lost() {
    return cluster_ ? cluster_->lost() : errors::lock_gone();
}

bool ServerLock::release() noexcept {
    if (cluster_ != nullptr) {
        return std::exchange(cluster_, nullptr)->release();
    }
    try {
        const std::string name = std::exchange(name_, {});
        return number(connection_.query({"SELECT RELEASE_LOCK(?)", {name}}).front().front()) == 1;
    } catch (const std::exception&) {
        // A session that has ended had its lock until then, and what was run is committed.
        return is_lost_connection(mysql_errno(connection_.handle()));
    }
}

}  // namespace retort::dialect::mysql
