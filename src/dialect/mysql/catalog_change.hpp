#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::mysql {

enum class CatalogKind { relation, procedure, function, trigger, event, database };

struct ObjectName {
    CatalogKind kind = CatalogKind::relation;
    std::string schema;  ///< empty: the current one; of a database its own name
    std::string name;    ///< empty for a database

    friend bool operator==(const ObjectName& a, const ObjectName& b) {
        return a.kind == b.kind && a.schema == b.schema && a.name == b.name;
    }
};

/// What a statement does to the catalog, as far as the catalog can show it.
struct CatalogChange {
    enum class Action {
        make,
        replace_table,  ///< drops the old one first, with its rows
        alter,
        drop,
        rename,   ///< pairs of names
        whole,    ///< shows nothing, but happens as a whole or not at all
        unknown,  ///< anything
    };
    Action action = Action::unknown;
    std::vector<ObjectName> names;
};

/// Read from the statement's words.
CatalogChange catalog_change(std::string_view statement);

}  // namespace retort::dialect::mysql
