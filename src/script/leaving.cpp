#include "script/leaving.hpp"

#include "script/name_reader.hpp"
#include "script/table_places.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace retort::script {
namespace {

using Words = std::vector<std::string_view>;

/// Of one dialect; a statement that begins so reaches out.
struct Beginning {
    Dialect dialect;
    std::string_view pattern;
};
constexpr std::array beginnings = {
    Beginning{Dialect::sqlite, "attach"},
    Beginning{Dialect::sqlite, "detach"},
    Beginning{Dialect::sqlite, "vacuum ... into"},
    Beginning{Dialect::postgresql, "create|alter|drop database"},
    Beginning{Dialect::postgresql, "create|alter|drop tablespace"},
    Beginning{Dialect::postgresql, "create|alter|drop role|user|group"},
    Beginning{Dialect::postgresql, "comment on database|role|tablespace"},
    Beginning{Dialect::postgresql, "grant|revoke ... on database|tablespace|parameter"},
    Beginning{Dialect::postgresql, "alter system"},
    Beginning{Dialect::postgresql, "reassign|drop owned"},
    Beginning{Dialect::postgresql, "copy ... program"},
    Beginning{Dialect::postgresql, "copy ... from|to"},
    Beginning{Dialect::postgresql, "create|alter|drop subscription"},
    Beginning{Dialect::postgresql, "create|alter|drop server"},
    Beginning{Dialect::postgresql, "load"},
    Beginning{Dialect::mysql, "use"},
    Beginning{Dialect::mysql, "create or? replace? database|schema"},
    Beginning{Dialect::mysql, "alter|drop database|schema"},
    Beginning{Dialect::mysql, "create or? replace? user|role"},
    Beginning{Dialect::mysql, "alter|drop|rename user|role"},
    Beginning{Dialect::mysql, "grant"},
    Beginning{Dialect::mysql, "revoke"},
    Beginning{Dialect::mysql, "set password"},
    Beginning{Dialect::mysql, "set global"},
    Beginning{Dialect::mysql, "create|alter|drop tablespace|server"},
    Beginning{Dialect::mysql, "install|uninstall plugin|soname"},
    Beginning{Dialect::mysql, "load data|xml"},
    Beginning{Dialect::mysql, "select ... into outfile|dumpfile"},
    Beginning{Dialect::mysql, "shutdown|kill|flush|reset|purge"},
};

std::string joined(const Words& words, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < std::min(words.size(), most) && words[i] != ";"; ++i) {
        text += (i == 0 ? "" : " ") + std::string(words[i]);
    }
    return text;
}

/// Whether what is before the last part of a name is a database's.
bool names_another_database(const Words& words, std::size_t last, Dialect dialect) {
    const bool has_one = last > 1 && words[last - 1] == "." && is_name(words[last - 2], dialect);
    if (dialect == Dialect::postgresql) {
        return has_one && last > 3 && words[last - 3] == "." && is_name(words[last - 4], dialect);
    }
    // What only the server writes is nobody's database.
    const std::string_view own = dialect == Dialect::sqlite ? "main|temp" : "information_schema";
    return has_one && !is_word(folded_name(words[last - 2], dialect, false), own);
}

std::string other_database(const Words& words, Dialect dialect) {
    TablePlaces places(words);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (places.next() && names_another_database(words, i, dialect)) {
            std::string name;
            for (std::size_t first = i - 2; first <= i; ++first) {
                name += words[first];
            }
            return name;
        }
    }
    return {};
}

bool calls_out(const Words& words) {
    return std::any_of(words.begin(), words.end(), [](std::string_view word) {
        return is_word(word, "dblink|dblink_exec|dblink_connect|pg_read_file|lo_import|lo_export");
    });
}

/// Roles belong to the whole server; privileges that are granted ON something do not.
bool grants_role(const Words& words) {
    return begin_with(words, "grant|revoke") && !begin_with(words, "grant|revoke ... on");
}

}  // namespace

std::string leaving(std::string_view statement, Dialect dialect) {
    const Words words = words_of(statement, dialect);
    for (const Beginning& beginning : beginnings) {
        if (beginning.dialect == dialect && begin_with(words, beginning.pattern)) {
            return joined(words, 3);
        }
    }
    if (dialect == Dialect::postgresql && (calls_out(words) || grants_role(words))) {
        return joined(words, 3);
    }
    return other_database(words, dialect);
}

}  // namespace retort::script
