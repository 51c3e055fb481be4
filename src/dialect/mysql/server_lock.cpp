#include "dialect/mysql/server_lock.hpp"

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
    refuse_cluster();
    const std::string name = lock_name(tables);
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

void ServerLock::refuse_cluster() {
    const auto value = [&](const char* sql) {
        const auto rows = connection_.query({sql, {}});
        return rows.empty() ? std::string() : text(rows.front()[1]);
    };
    if (value("SHOW VARIABLES LIKE 'wsrep_on'") != "ON") {
        return;
    }
    const std::string nodes = value("SHOW STATUS LIKE 'wsrep_cluster_size'");
    if (nodes != "1" && nodes != "0") {
        throw errors::locks_local_to_node(nodes);
    }
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
    return "IS_USED_LOCK(" + syntax(Dialect::mysql).literal(name_) + ") = CONNECTION_ID()";
}

bool ServerLock::release() noexcept {
    try {
        const std::string name = std::exchange(name_, {});
        return number(connection_.query({"SELECT RELEASE_LOCK(?)", {name}}).front().front()) == 1;
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace retort::dialect::mysql
