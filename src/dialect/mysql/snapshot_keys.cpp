#include "dialect/mysql/snapshot_keys.hpp"

#include "objects/order.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

namespace retort::dialect::mysql {
namespace {

using Tables = std::vector<ReadTable>;

std::size_t place_of(const Tables& tables, const std::string& quoted) {
    return static_cast<std::size_t>(
        std::find_if(tables.begin(), tables.end(),
                     [&](const ReadTable& table) { return table.quoted == quoted; }) -
        tables.begin());
}

void order(Tables& tables) {
    std::vector<objects::Node> nodes;
    for (const ReadTable& table : tables) {
        nodes.push_back({table.name, {}, {}});
        for (const ForeignKeyText& key : table.foreign_keys) {
            const std::size_t referenced = place_of(tables, key.table);
            if (referenced < tables.size()) {
                nodes.back().may_use.push_back(referenced);
            }
        }
    }
    Tables ordered;
    for (const std::size_t place : objects::ordered(nodes)) {
        ordered.push_back(std::move(tables[place]));
    }
    tables = std::move(ordered);
}

/// Whether a foreign key may need the index before another one makes it.
bool is_referenced(const Tables& tables, const std::string& table, const PlainIndexText& index) {
    const auto references = [&](const ForeignKeyText& key) {
        return key.table == table && !key.referenced.empty() &&
               key.referenced.front() == index.columns.front();
    };
    return std::any_of(tables.begin(), tables.end(), [&](const ReadTable& each) {
        return std::any_of(each.foreign_keys.begin(), each.foreign_keys.end(), references);
    });
}

/// An index, and the foreign key that it may have been made for.
struct Candidate {
    PlainIndexText index;
    ForeignKeyText* key;
};

/// Where several could have made it, which did is not known.
std::vector<Candidate> candidates(const Tables& tables, ReadTable& table) {
    std::vector<Candidate> result;
    for (PlainIndexText& index : table.text.plain_indexes()) {
        auto& keys = table.foreign_keys;
        const auto uses = [&](const ForeignKeyText& key) { return key.columns == index.columns; };
        if (std::count_if(keys.begin(), keys.end(), uses) == 1 &&
            !is_referenced(tables, table.quoted, index)) {
            ForeignKeyText& key = *std::find_if(keys.begin(), keys.end(), uses);
            result.push_back({std::move(index), &key});
        }
    }
    return result;
}

/// One that was made for a foreign key goes when another can serve that, and no text tells it from
/// one that was asked for: in a copy of the table it goes too.
void find_made_indexes(SnapshotReading& reading, const std::vector<Candidate>& candidates,
                       const ReadTable& table) {
    if (candidates.empty()) {
        return;
    }
    const std::string copy = "`retort_probe`";
    Statements additions;
    for (const Candidate& candidate : candidates) {
        additions.push_back(fmt::format("ADD INDEX `retort_probe_{}` ({})", additions.size(),
                                        fmt::join(candidate.index.columns, ", ")));
    }
    reading.query(fmt::format("CREATE TABLE {} LIKE {}", copy, table.quoted));
    reading.query(fmt::format("ALTER TABLE {} {}", copy, fmt::join(additions, ", ")));
    const auto left = TableText(text(reading.definition("TABLE", copy)[0])).plain_indexes();
    reading.query("DROP TABLE " + copy);
    for (const Candidate& candidate : candidates) {
        const bool is_left = std::any_of(
            left.begin(), left.end(),
            [&](const PlainIndexText& index) { return index.name == candidate.index.name; });
        if (!is_left) {
            candidate.key->made_index = candidate.index.name;
        }
    }
}

/// The server counts those that it names itself, and calls the index of such a one as its first
/// column; of any other as the foreign key. What it would call otherwise is asked for.
void name_keys(ReadTable& table) {
    std::sort(table.foreign_keys.begin(), table.foreign_keys.end(),
              [](const ForeignKeyText& one, const ForeignKeyText& other) {
                  return std::make_tuple(one.name.size(), one.name) <
                         std::make_tuple(other.name.size(), other.name);
              });
    const std::string stem = table.quoted.substr(0, table.quoted.size() - 1) + "_ibfk_";
    std::size_t next = 1;
    for (ForeignKeyText& key : table.foreign_keys) {
        key.is_named = key.name != fmt::format("{}{}`", stem, next);
        next += key.is_named ? 0 : 1;
        if (key.made_index == (key.is_named ? key.name : key.columns.front())) {
            table.text.take_index(key.made_index);
        }
    }
}

}  // namespace

void arrange_foreign_keys(SnapshotReading& reading, Tables& tables) {
    order(tables);
    for (ReadTable& table : tables) {
        find_made_indexes(reading, candidates(tables, table), table);
        name_keys(table);
    }
}

Statements foreign_key_additions(const Tables& tables) {
    Statements statements;
    for (const ReadTable& table : tables) {
        Statements additions;
        for (const ForeignKeyText& key : table.foreign_keys) {
            additions.push_back(
                fmt::format("ADD {}FOREIGN KEY ({}) {}",
                            key.is_named ? fmt::format("CONSTRAINT {} ", key.name) : "",
                            fmt::join(key.columns, ", "), key.definition));
        }
        if (!additions.empty()) {
            statements.push_back(
                fmt::format("ALTER TABLE {}\n  {}", table.quoted, fmt::join(additions, ",\n  ")));
        }
    }
    return statements;
}

Statements foreign_key_drops(const Tables& tables) {
    Statements statements;
    for (std::size_t place = 0; place < tables.size(); ++place) {
        Statements keys;
        for (const ForeignKeyText& key : tables[place].foreign_keys) {
            const std::size_t referenced = place_of(tables, key.table);
            if (referenced > place && referenced < tables.size()) {
                keys.push_back("DROP FOREIGN KEY " + key.name);
            }
        }
        if (!keys.empty()) {
            statements.push_back(
                fmt::format("ALTER TABLE {} {}", tables[place].quoted, fmt::join(keys, ", ")));
        }
    }
    return statements;
}

}  // namespace retort::dialect::mysql
