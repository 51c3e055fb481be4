#pragma once

#include "dialect/mysql/connection.hpp"
#include "dialect/mysql/session_names.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::mysql {

/// What a session was when it was lent: its default database, the settings of the published list,
/// and the user variables and temporary tables that the scripts name.
class SessionState {
public:
    SessionState(Connection& connection, const SessionNames& names);

    /// Puts back what a script with this text can have changed; everything when it is empty.
    void restore(std::string_view text) noexcept;

private:
    Row read_settings();
    void note_variables(const SessionNames& names);
    void note_temporary_tables(const SessionNames& names);
    void restore_settings();
    void restore_variables();
    void drop_temporary_tables();

    Connection& connection_;
    std::vector<std::string> settings_;
    Row values_;  ///< the default database, then of the settings
    std::vector<std::string> variables_;
    Row variable_values_;
    std::vector<std::string> own_tables_;  ///< which were not there
};

}  // namespace retort::dialect::mysql
