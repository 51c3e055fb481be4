#include "dialect/mysql/script_check.hpp"

#include "dialect/mysql/statement_kind.hpp"
#include "dialect/never_closed.hpp"
#include "errors/dialect.hpp"
#include "script/section_statements.hpp"

namespace retort::dialect::mysql {

std::vector<Statement> check_script(const script::Section& section, const std::string& file) {
    std::vector<Statement> statements;
    const auto all = section_statements(section, Dialect::mysql, file);
    refuse_never_closed(section, Dialect::mysql, all, file);
    for (const auto& found : all) {
        if (locks_tables(found.text)) {
            throw errors::locks_tables(file, found.line, found.text);
        }
        const StatementKind kind = statement_kind(found.text);
        if (!section.no_transaction && kind == StatementKind::transaction) {
            throw errors::transaction_control(file, found.line, found.text);
        }
        statements.push_back({found.text, found.line, kind});
    }
    return statements;
}

}  // namespace retort::dialect::mysql
