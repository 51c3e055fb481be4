#include "dialect/postgresql/script_check.hpp"

#include "dialect/never_closed.hpp"
#include "errors/dialect.hpp"
#include "script/lexer.hpp"
#include "script/scanner.hpp"
#include "script/section_statements.hpp"
#include "script/statement_traits.hpp"
#include "script/statements.hpp"
#include "script/word_pattern.hpp"

namespace retort::dialect::postgresql {
namespace {

/// Of what cannot run inside a transaction, the statements that may run again at any time. A
/// concurrent REINDEX leaves something when it is interrupted.
bool may_run_again(std::string_view statement) {
    const auto words = script::words_of(statement, Dialect::postgresql);
    return !script::begin_with(words, "reindex ... concurrently") &&
           script::begin_with_any(words, {"vacuum", "analyze", "reindex", "cluster", "checkpoint",
                                          "discard", "alter system", "refresh"});
}

/// What the server refuses inside a transaction depending on what is named: a table with
/// partitions, a subscription that is enabled.
bool may_need_no_transaction(std::string_view statement) {
    return script::begin_with_any(script::words_of(statement, Dialect::postgresql),
                                  {"reindex", "cluster", "alter subscription"});
}

/// What can commit on its own where no transaction is open.
bool may_commit(std::string_view statement) {
    return script::begin_with_any(script::words_of(statement, Dialect::postgresql),
                                  {"call", "do", "execute"});
}

StatementKind kind_of(std::string_view statement, bool no_transaction) {
    const auto traits = script::statement_traits(statement, Dialect::postgresql);
    if (traits.transaction) {
        return StatementKind::transaction;
    }
    if (traits.standalone || (no_transaction && may_need_no_transaction(statement))) {
        return may_run_again(statement) ? StatementKind::standalone : StatementKind::once;
    }
    if (no_transaction && may_commit(statement)) {
        return StatementKind::once;
    }
    return traits.session     ? StatementKind::session
           : traits.temporary ? StatementKind::temporary
                              : StatementKind::plain;
}

}  // namespace

std::vector<Statement> check_script(const script::Section& section, const std::string& file) {
    std::vector<Statement> statements;
    const auto all = section_statements(section, Dialect::postgresql, file);
    refuse_never_closed(section, Dialect::postgresql, all, file);
    for (const auto& found : all) {
        const StatementKind kind = kind_of(found.text, section.no_transaction);
        if (!section.no_transaction && kind == StatementKind::transaction) {
            throw errors::transaction_control(file, found.line, found.text);
        }
        if (!section.no_transaction &&
            (kind == StatementKind::standalone || kind == StatementKind::once)) {
            throw errors::needs_no_transaction(file, found.line, found.text);
        }
        statements.push_back({found.text, found.line, kind});
    }
    return statements;
}

}  // namespace retort::dialect::postgresql
