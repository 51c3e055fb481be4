#pragma once

#include "dialect/polling.hpp"
#include "dialect/value.hpp"

#include <mysql.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::mysql {

/// Statements on a borrowed connection; every result is read to its end.
class Connection {
public:
    Connection(MYSQL* handle, Patience patience);

    MYSQL* handle() const noexcept { return handle_; }
    const Patience& patience() const noexcept { return patience_; }
    bool is_mariadb() const noexcept { return is_mariadb_; }

    /// autocommit=0 counts: whatever runs next is part of a transaction.
    bool in_transaction() noexcept;

    /// As the session was lent; empty: none.
    const std::string& default_database();
    /// The session's settings may have changed.
    void forget_settings() noexcept { results_.reset(); }

    /// One of the engine's own; texts come as UTF-8. @throws DatabaseError
    std::vector<Row> query(const Sql& sql);
    /// The same in the session's own character set, and without values.
    std::vector<Row> query_as_is(const std::string& text) { return answers(text).front(); }

    /// The answers to the statements of a text. @pre takes_several(true), where they are several
    std::vector<std::vector<Row>> query_all(const std::string& text);

    /// Runs a statement as it stands, its rows discarded. @returns the server's error number, or 0
    unsigned run(std::string_view text) noexcept {
        return run(text, [] {});
    }
    /// The same with several statements. @param succeeded called behind the answer to each
    unsigned run(std::string_view text, const std::function<void()>& succeeded);

    /// Whether the server takes a text for a statement that it could run.
    bool can_prepare(std::string_view text) noexcept;

    /// Whether the server takes a text for several statements; otherwise it refuses it then.
    void takes_several(bool several);
    /// As the session was lent.
    void takes_several_as_lent() { takes_several(lent_several_); }

    /// What the settings are now.
    void note_settings(const std::string& default_database, const std::string& results);

private:
    class ResultsAsUtf8;
    void read_settings();
    std::vector<std::vector<Row>> answers(const std::string& text);
    unsigned each_answer(std::string_view text, const std::function<void()>& take);
    void discard_rows() noexcept;
    std::vector<Row> rows();

    MYSQL* handle_;
    Patience patience_;
    bool is_mariadb_;
    bool lent_several_;
    bool several_;
    std::optional<std::string> default_database_;
    std::optional<std::string> results_;  ///< their character set; empty: as it should be
    bool same_in_all_sets_ = true;        ///< the answers that were read, whatever that set is
};

}  // namespace retort::dialect::mysql
