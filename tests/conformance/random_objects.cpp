#include "conformance/random_objects.hpp"

#include <algorithm>

namespace retort_test {
namespace {

using retort::Dialect;
using Kind = ModelObject::Kind;
using Form = ModelObject::Term::Form;

constexpr std::size_t most_tables = 8;

std::string definition(const std::string& name, const ModelTable& table) {
    std::string columns;
    for (const ModelColumn& column : table.columns) {
        columns += ", " + column.name + " " + type_of(column);
    }
    return "CREATE TABLE " + name + " (id INTEGER PRIMARY KEY" + columns + ");\n";
}

std::string list_of(const ModelTable& table) {
    std::string list = "id";
    for (const ModelColumn& column : table.columns) {
        list += ", " + column.name;
    }
    return list;
}

}  // namespace

RandomObjects::RandomObjects(Dialect dialect, unsigned seed, std::size_t size) : random_(seed) {
    model_.dialect = dialect;
    statements_ =
        "CREATE TABLE noted (origin VARCHAR(20), edition INTEGER, value VARCHAR(60), seen "
        "INTEGER);\n";
    for (std::size_t tables = 3 + below(6); tables > 0; --tables) {
        add_table();
    }
    write_revision();
    while (model_.objects.size() < size) {
        add_object();
    }
    touched_.clear();
    story_.clear();
}

std::vector<retort::ObjectSource> RandomObjects::files() const {
    std::vector<retort::ObjectSource> files;
    for (const auto& object : model_.objects) {
        files.emplace_back(
            retort::ObjectText{object.first + ".sql", object.second.file(model_.dialect)});
    }
    return files;
}

RandomObjects::Round RandomObjects::next() {
    Round round;
    touched_.clear();
    story_.clear();
    if (chance(2)) {
        for (std::size_t count = 1 + below(3); count > 0; --count) {
            delete_something(round);
        }
    }
    if (chance(2)) {
        add_column();
    }
    for (std::size_t count = below(2 + model_.objects.size() / 8); count > 0; --count) {
        edit_something();
    }
    change_tables();
    round.touched = model_.with_users(touched_);
    round.story = story_;
    return round;
}

/// Scattered, so that byte order says nothing about who uses whom.
std::string RandomObjects::new_name(char letter) {
    ++names_;
    return letter + std::to_string(1000 + names_ * 379 % 1000);
}

std::string RandomObjects::relation() {
    std::vector<std::string> views;
    for (const auto& object : model_.objects) {
        if (object.second.is_view()) {
            views.push_back(object.first);
        }
    }
    return views.empty() || chance(3) ? one_of(model_.tables).first : one_of(views);
}

std::string RandomObjects::free_name(const std::vector<ModelColumn>& columns) {
    std::string name;
    do {
        name = "c" + std::to_string(below(2 * columns.size() + 6));
    } while (std::any_of(columns.begin(), columns.end(),
                         [&](const ModelColumn& column) { return column.name == name; }));
    return name;
}

/// A function that takes a number; empty: there is none.
std::string RandomObjects::callable() {
    std::vector<std::string> functions;
    for (const auto& object : model_.objects) {
        if (object.second.kind == Kind::function) {
            functions.push_back(object.first);
        }
    }
    return functions.empty() ? std::string() : one_of(functions);
}

bool RandomObjects::add_term(ModelObject& view, const std::string& source) {
    const auto columns = model_.columns_of(source);
    if (columns.empty()) {
        return false;
    }
    const ModelColumn& column = one_of(columns);
    std::vector<ModelColumn> own;
    for (const Term& term : view.terms) {
        own.push_back(term.as);
    }
    Term term;
    const bool keeps_name = std::none_of(own.begin(), own.end(), [&](const ModelColumn& other) {
        return other.name == column.name;
    });
    term.as = {keeps_name && chance(2) ? column.name : free_name(own), column.is_text, false};
    term.source = source;
    term.column = column.name;
    term.function = column.is_text || !chance(3) ? std::string() : callable();
    term.form = !term.function.empty() ? Form::called : chance(2) ? Form::plain : Form::computed;
    view.terms.push_back(std::move(term));
    return true;
}

bool RandomObjects::put(ModelObject object) {
    const auto before = model_.objects.find(object.name);
    std::vector<ModelObject> old;
    if (before != model_.objects.end()) {
        old.push_back(before->second);
    }
    object.edition = ++editions_;
    const std::string name = object.name;
    model_.objects[name] = std::move(object);
    if (model_.is_sound()) {
        touched_.insert(name);
        story_ += (old.empty() ? "made " : "edited ") + name + "\n";
        return true;
    }
    model_.objects.erase(name);
    for (ModelObject& one : old) {
        model_.objects.emplace(name, std::move(one));
    }
    return false;
}

ModelObject RandomObjects::new_view() {
    ModelObject view;
    view.kind = chance(4) ? Kind::materialized_view : Kind::view;
    view.name = new_name('v');
    view.sources.push_back(relation());
    const std::string other = relation();
    if (chance(3) && other != view.sources.front()) {
        view.sources.push_back(other);
    }
    view.reads = chance(6) ? relation() : std::string();
    for (std::size_t count = 1 + below(4); count > 0; --count) {
        add_term(view, one_of(view.sources));
    }
    return view;
}

ModelObject RandomObjects::new_function(Kind kind) {
    ModelObject function;
    function.kind = kind;
    function.name = new_name('f');
    function.is_parsed = kind == Kind::function && chance(2);
    function.reads = chance(2) ? relation() : std::string();
    return function;
}

ModelObject RandomObjects::new_trigger() {
    ModelObject trigger;
    trigger.kind = Kind::trigger;
    trigger.name = new_name('r');
    const ModelTable& table = any_table();
    if (table.columns.empty()) {
        return trigger;
    }
    trigger.table = table.name;
    trigger.column = one_of(table.columns).name;
    if (is_postgresql()) {
        const ModelObject function = new_function(Kind::trigger_function);
        trigger.function = function.name;
        put(function);
    } else if (chance(2)) {
        trigger.reads = relation();
    }
    return trigger;
}

void RandomObjects::add_object() {
    const std::size_t kind = below(10);
    if (kind == 0) {
        const ModelObject trigger = new_trigger();
        const bool can_be = !trigger.table.empty() &&
                            (!is_postgresql() || model_.objects.count(trigger.function) > 0);
        if (can_be) {
            put(trigger);
        }
    } else if (kind == 1 && is_postgresql()) {
        put(new_function(Kind::function));
    } else {
        put(new_view());
    }
}

/// Something that is there, before this round's edits.
void RandomObjects::delete_something(Round& round) {
    if (model_.objects.empty()) {
        return;
    }
    const ModelObject& object = one_of(model_.objects).second;
    if (touched_.count(object.name) > 0) {
        return;
    }
    std::string statement = object.drop(model_.dialect);
    Names gone{object.name};
    if (is_postgresql() && (model_.is_used(object.name) || !forsaken_.empty())) {
        statement += " CASCADE";
        gone = model_.with_users(gone);
    }
    touched_.insert(gone.begin(), gone.end());
    story_ += statement + "\n";
    round.deletions.push_back(std::move(statement));
    round.deleted.insert(object.name);
}

void RandomObjects::edit_something() {
    const std::size_t what = below(10);
    if (what == 0) {
        remove_file();
    } else if (what <= 2) {
        add_object();
    } else if (!model_.objects.empty()) {
        ModelObject object = one_of(model_.objects).second;
        if (edit(object)) {
            put(std::move(object));
        }
    }
}

bool RandomObjects::edit(ModelObject& object) {
    if (object.is_view()) {
        return edit_view(object);
    }
    if (object.kind == Kind::trigger && chance(2)) {
        object.column = one_of(model_.tables.at(object.table).columns).name;
    }
    if ((object.is_function() || !is_postgresql()) && chance(2)) {
        object.reads = object.reads.empty() ? relation() : std::string();
    }
    return true;
}

bool RandomObjects::edit_view(ModelObject& view) {
    switch (below(7)) {
        case 0:
            return add_term(view, one_of(view.sources));
        case 1:
            return drop_term(view);
        case 2: {
            const std::string source = relation();
            const bool is_new =
                std::find(view.sources.begin(), view.sources.end(), source) == view.sources.end();
            if (is_new) {
                view.sources.push_back(source);
                add_term(view, source);
            }
            return is_new;
        }
        case 3:
            return drop_source(view);
        case 4:
            view.reads = view.reads.empty() ? relation() : std::string();
            return true;
        case 5:
            view.kind = view.kind == Kind::view ? Kind::materialized_view : Kind::view;
            return true;
        default:
            break;
    }
    for (Term& term : view.terms) {
        term.form = chance(2) ? Form::plain : Form::computed;
        term.function.clear();
    }
    return true;
}

bool RandomObjects::drop_term(ModelObject& view) {
    const auto unused = std::find_if(view.terms.begin(), view.terms.end(), [&](const Term& term) {
        return !model_.is_named(view.name, term.as.name);
    });
    if (unused == view.terms.end()) {
        return false;
    }
    view.terms.erase(unused);
    return true;
}

bool RandomObjects::drop_source(ModelObject& view) {
    if (view.sources.size() < 2) {
        return false;
    }
    const std::string source = view.sources.back();
    view.sources.pop_back();
    for (std::size_t i = view.terms.size(); i-- > 0;) {
        if (view.terms[i].source != source) {
            continue;
        }
        if (!model_.is_named(view.name, view.terms[i].as.name)) {
            view.terms.erase(view.terms.begin() + static_cast<std::ptrdiff_t>(i));
        } else if (!move_term(view, view.terms[i], {})) {
            return false;
        }
    }
    return true;
}

/// Another column of a source that the view has, of the same class.
/// @param from a column that is not meant
bool RandomObjects::move_term(const ModelObject& view, Term& term, const std::string& from) {
    for (const std::string& source : view.sources) {
        for (const ModelColumn& column : model_.columns_of(source)) {
            const bool same = source == term.source && column.name == from;
            if (!same && column.is_text == term.as.is_text) {
                term.source = source;
                term.column = column.name;
                return true;
            }
        }
    }
    return false;
}

void RandomObjects::remove_file() {
    for (int tries = 0; tries < 5 && !model_.objects.empty(); ++tries) {
        const std::string name = one_of(model_.objects).first;
        if (!model_.is_used(name)) {
            story_ += "removed " + name + "\n";
            forsaken_.insert(model_.objects.at(name).title());
            model_.objects.erase(name);
            return;
        }
    }
}

ModelTable& RandomObjects::any_table() {
    return model_.tables.at(one_of(model_.tables).first);
}

void RandomObjects::touch_users(const std::string& table) {
    for (const auto& object : model_.objects) {
        if (object.second.uses().count(table) > 0) {
            touched_.insert(object.first);
        }
    }
}

void RandomObjects::change_tables() {
    for (std::size_t count = below(4); count > 0; --count) {
        switch (below(8)) {
            case 0:
            case 1:
                widen();
                break;
            case 2:
                rename_column();
                break;
            case 3:
            case 4:
                drop_column();
                break;
            case 5: {
                const ModelTable& table = any_table();
                touch_users(table.name);
                rebuild(table);
                break;
            }
            case 6:
                drop_table();
                break;
            default:
                add_table();
        }
        if (chance(3)) {
            write_revision();
        }
    }
    write_revision();
}

void RandomObjects::write_revision() {
    if (statements_.empty()) {
        return;
    }
    const std::string number = std::to_string(revisions_.size());
    std::string text = "-- " + number + "\n-- retort:revision rev" + number + "\n";
    if (!revisions_.empty()) {
        text += "-- retort:down_revision rev" + std::to_string(revisions_.size() - 1) + "\n";
    }
    text += "-- retort:upgrade\n" + statements_ + "-- retort:irreversible\n";
    story_ += text;
    revisions_.emplace_back(retort::ScriptText{"rev" + number + ".sql", text});
    statements_.clear();
}

void RandomObjects::add_table() {
    if (model_.tables.size() == most_tables) {
        return;
    }
    ModelTable table;
    table.name = new_name('t');
    for (std::size_t count = 2 + below(4); count > 0; --count) {
        table.columns.push_back({free_name(table.columns), chance(3), chance(2)});
    }
    statements_ += definition(table.name, table);
    for (int row = 1; row <= 3; ++row) {
        std::string values = std::to_string(row);
        for (const ModelColumn& column : table.columns) {
            const std::string value = std::to_string(below(500));
            values += ", " + (column.is_text ? "'x" + value + "'" : value);
        }
        statements_ += "INSERT INTO " + table.name + " VALUES (" + values + ");\n";
    }
    model_.tables.emplace(table.name, std::move(table));
}

void RandomObjects::add_column() {
    ModelTable& table = any_table();
    const ModelColumn column{free_name(table.columns), chance(3), chance(2)};
    statements_ +=
        "ALTER TABLE " + table.name + " ADD COLUMN " + column.name + " " + type_of(column) + ";\n";
    if (chance(2)) {
        statements_ += "UPDATE " + table.name + " SET " + column.name + " = " +
                       (column.is_text ? "'y'" : "id * 3") + ";\n";
    }
    table.columns.push_back(column);
}

/// Or narrower.
void RandomObjects::widen() {
    ModelTable& table = any_table();
    if (table.columns.empty()) {
        return;
    }
    ModelColumn& column = table.columns[below(table.columns.size())];
    column.is_wide = !column.is_wide;
    if (model_.dialect == Dialect::sqlite) {
        touch_users(table.name);
        rebuild(table);
        return;
    }
    for (const auto& object : model_.objects) {
        if (object.second.names(table.name, column.name)) {
            touched_.insert(object.first);
        }
    }
    statements_ += "ALTER TABLE " + table.name +
                   (is_postgresql() ? " ALTER COLUMN " + column.name + " TYPE "
                                    : " MODIFY " + column.name + " ") +
                   type_of(column) + ";\n";
}

void RandomObjects::rename_column() {
    ModelTable& table = any_table();
    if (table.columns.empty()) {
        return;
    }
    ModelColumn& column = table.columns[below(table.columns.size())];
    const std::string old = column.name;
    column.name = free_name(table.columns);
    statements_ +=
        "ALTER TABLE " + table.name + " RENAME COLUMN " + old + " TO " + column.name + ";\n";
    const auto objects = model_.objects;
    for (const auto& entry : objects) {
        ModelObject object = entry.second;
        if (!object.names(table.name, old)) {
            continue;
        }
        for (Term& term : object.terms) {
            if (term.source == table.name && term.column == old) {
                term.column = column.name;
            }
        }
        object.column = object.table == table.name ? column.name : object.column;
        put(std::move(object));
    }
}

void RandomObjects::drop_column() {
    ModelTable& table = any_table();
    if (table.columns.size() < 2) {
        return;
    }
    const std::string column = one_of(table.columns).name;
    if (!abandon(table.name, column)) {
        return;
    }
    table.columns.erase(std::find_if(table.columns.begin(), table.columns.end(),
                                     [&](const auto& one) { return one.name == column; }));
    statements_ += "ALTER TABLE " + table.name + " DROP COLUMN " + column + ";\n";
}

/// Edits whoever names the column. @returns whether nobody does any more
bool RandomObjects::abandon(const std::string& table, const std::string& column) {
    const auto objects = model_.objects;
    for (const auto& entry : objects) {
        ModelObject object = entry.second;
        if (!object.names(table, column)) {
            continue;
        }
        if (object.table == table) {
            for (const ModelColumn& other : model_.tables.at(table).columns) {
                object.column = other.name == column ? object.column : other.name;
            }
        }
        for (std::size_t i = object.terms.size(); i-- > 0;) {
            Term& term = object.terms[i];
            if (term.source != table || term.column != column) {
                continue;
            }
            if (!model_.is_named(object.name, term.as.name)) {
                object.terms.erase(object.terms.begin() + static_cast<std::ptrdiff_t>(i));
            } else if (!move_term(object, term, column)) {
                return false;
            }
        }
        if (!put(std::move(object))) {
            return false;
        }
    }
    return true;
}

void RandomObjects::drop_table() {
    for (const auto& entry : model_.tables) {
        if (model_.tables.size() > 1 && !model_.is_used(entry.first)) {
            statements_ += "DROP TABLE " + entry.first + ";\n";
            model_.tables.erase(entry.first);
            return;
        }
    }
}

void RandomObjects::rebuild(const ModelTable& table) {
    const std::string list = list_of(table);
    statements_ += definition("fresh", table) + "INSERT INTO fresh (" + list + ") SELECT " + list +
                   " FROM " + table.name + ";\nDROP TABLE " + table.name +
                   ";\nALTER TABLE fresh RENAME TO " + table.name + ";\n";
}

}  // namespace retort_test
