// split_program DIALECT FILE: the statements of a file as JSON, as Retort would send them, and the
// lines that it refuses.
#include "script/client_commands.hpp"
#include "script/section_statements.hpp"
#include "script/statement_traits.hpp"
#include "script/statements.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

using nlohmann::json;

namespace {

json traits_json(const retort::script::StatementTraits& traits) {
    return {{"transaction", traits.transaction}, {"session", traits.session},
            {"temporary", traits.temporary},     {"standalone", traits.standalone},
            {"commits", traits.commits},         {"changes_rows", traits.changes_rows}};
}

json split(const std::string& text, retort::Dialect dialect) {
    json refused = json::array();
    for (const auto& fault : retort::script::client_commands(text, dialect)) {
        refused.push_back(retort::script::line_at(text, fault.offset, 1));
    }
    json statements = json::array();
    retort::script::Section section;
    section.text = text;
    section.first_line = 1;
    if (refused.empty()) {
        for (const auto& found : retort::script::section_statements(section, dialect, "file")) {
            statements.push_back(
                {{"text", std::string(found.text)},
                 {"line", found.line},
                 {"traits", traits_json(retort::script::statement_traits(found.text, dialect))}});
        }
    }
    return {{"refused", refused}, {"statements", statements}};
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: split_program DIALECT FILE\n";
        return 2;
    }
    const auto dialect =
        std::string(argv[1]) == "mysql" ? retort::Dialect::mysql : retort::Dialect::postgresql;
    std::ifstream stream(argv[2], std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    std::cout << split(text, dialect).dump(1, ' ', false, json::error_handler_t::replace) << '\n';
    return stream.good() || !text.empty() ? 0 : 1;
}
