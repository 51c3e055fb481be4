#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::mysql {

/// A foreign key as SHOW CREATE TABLE prints it; the names are quoted.
struct ForeignKeyText {
    std::string name;
    std::vector<std::string> columns;
    std::string table;  ///< that it references
    std::vector<std::string> referenced;
    std::string definition;  ///< behind its columns: `REFERENCES ...`
    std::string made_index;  ///< that the server makes for it; empty: none
    bool is_named = true;    ///< when it is added
};

/// An index of whole columns, ascending, with no option; the names are quoted.
struct PlainIndexText {
    std::string name;
    std::vector<std::string> columns;
};

/// What SHOW CREATE TABLE prints, in parts. Pure.
struct TableText {
    std::string head;                   ///< up to the first bracket
    std::vector<std::string> elements;  ///< columns, keys, constraints, periods
    std::string tail;                   ///< from the last bracket

    explicit TableText(std::string_view text);

    std::string joined() const;
    /// Takes the foreign keys off.
    std::vector<ForeignKeyText> take_foreign_keys();
    std::vector<PlainIndexText> plain_indexes() const;
    void take_index(const std::string& name);
    /// Of an option of the table, as `auto_increment`; empty: it is not there.
    std::string option(std::string_view name) const;
    void take_option(std::string_view name);
    /// Of partitions by SYSTEM_TIME, as a literal; empty: there is none.
    std::string start() const;
    void take_start();
};

}  // namespace retort::dialect::mysql
