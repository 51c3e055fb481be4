#pragma once

#include <string_view>

namespace retort::dialect {

/// What the executor must know about a statement before it runs it.
enum class StatementKind {
    plain,        ///< may share a transaction with its record
    transaction,  ///< begins or ends one
    session,      ///< changes the session alone; runs again in a new session
    standalone,   ///< runs outside any transaction, and may run again
    once,         ///< commits by itself; whether it ran is seen in the catalog
    temporary,    ///< makes something that ends with the session
};

struct Statement {
    std::string_view text;  ///< into the text that was split
    int line = 0;           ///< of its first token, in its file
    StatementKind kind = StatementKind::plain;
};

}  // namespace retort::dialect
