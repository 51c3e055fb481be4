#include "script/object_check.hpp"

#include "errors/objects.hpp"
#include "script/identifiers.hpp"
#include "script/object_name.hpp"
#include "script/statements.hpp"

#include <algorithm>

namespace retort::script {
namespace {

using Faults = std::vector<errors::ScriptFault>;

std::string described(ObjectKind kind, const std::string& name) {
    std::string words(to_string(kind));
    std::replace(words.begin(), words.end(), '_', ' ');
    return words + " " + name;
}

std::string described(const ObjectId& id) {
    std::string text = described(id.kind, id.schema.empty() ? id.name : id.schema + "." + id.name);
    text += id.has_arguments ? "(" + id.arguments + ")" : "";
    return id.table.empty() ? text : text + " on " + id.table;
}

/// Only PostgreSQL has materialized views; elsewhere a view stands for one.
bool same_kind(ObjectKind made, ObjectKind wanted, Dialect dialect) noexcept {
    return made == wanted || (dialect != Dialect::postgresql && made == ObjectKind::view &&
                              wanted == ObjectKind::materialized_view);
}

/// What one dialect makes of an object's statements.
class DialectCheck {
public:
    DialectCheck(const Object& object, Dialect dialect)
        : object_(object), dialect_(dialect), id_(object_id(object.kind, object.name, dialect)) {
        named_ = std::any_of(object.sections.begin(), object.sections.end(), [&](const auto& each) {
            return creates(each) && !each.dialects.empty();
        });
        if (id_) {
            read_sections();
        }
    }

    /// Whether a section that creates names the dialect.
    bool is_named() const noexcept { return named_; }
    bool is_made() const noexcept { return line_ != none; }

    bool makes_another() const noexcept { return !faults_.empty() || !doubts_.empty(); }

    /// Of what makes something else.
    const Faults& faults() const noexcept { return faults_; }
    /// The same, unless the dialect is not meant at all and finds statements in what is none.
    const Faults& doubts() const noexcept { return doubts_; }
    /// Why it is not made. @pre !is_made()
    errors::ScriptFault absence() const {
        if (!id_) {
            return {object_.line, errors::invalid_object_name(described_kind(), object_.name,
                                                              to_string(dialect_))};
        }
        const auto first = std::find_if(object_.sections.begin(), object_.sections.end(),
                                        [&](const auto& each) { return creates(each); });
        return {
            first_statement_ != none ? first_statement_ : first->directive_line,
            errors::object_not_created(described(object_.kind, object_.name), to_string(dialect_))};
    }

private:
    static constexpr int none = -1;

    bool creates(const Section& section) const noexcept {
        return section.direction == Direction::upgrade && section.applies_to(dialect_);
    }

    std::string described_kind() const {
        const std::string words = described(object_.kind, "");
        return words.substr(0, words.size() - 1);
    }

    void read_sections() {
        for (const Section& section : object_.sections) {
            if (!creates(section)) {
                continue;
            }
            const std::string_view text = section.text;
            for (const Span& span : split_statements(text, dialect_)) {
                const int line = line_at(text, span.begin, section.first_line);
                first_statement_ = first_statement_ == none ? line : first_statement_;
                read(text.substr(span.begin, span.body_end - span.begin), line);
            }
        }
    }

    void read(std::string_view statement, int line) {
        for (const ObjectDefinition& found : definitions_of(statement, dialect_)) {
            if (found.verb != ObjectDefinition::Verb::create) {
                continue;
            }
            const bool same = same_object(found.object, *id_);
            if (!same || !same_kind(found.object.kind, object_.kind, dialect_)) {
                (same ? faults_ : doubts_)
                    .push_back({line, errors::creates_another(described(object_.kind, object_.name),
                                                              described(found.object))});
            } else if (is_made()) {
                doubts_.push_back(
                    {line, errors::created_twice(described(object_.kind, object_.name), line_)});
            } else {
                line_ = line;
            }
        }
    }

    const Object& object_;
    Dialect dialect_;
    std::optional<ObjectId> id_;
    bool named_ = false;
    int line_ = none;  ///< of the statement that creates it
    int first_statement_ = none;
    Faults faults_;
    Faults doubts_;
};

void add(Faults& faults, const Faults& more) {
    for (const errors::ScriptFault& fault : more) {
        const bool known = std::any_of(faults.begin(), faults.end(),
                                       [&](const auto& each) { return each.line == fault.line; });
        if (!known) {
            faults.push_back(fault);
        }
    }
}

/// Of dialects that no section names: they count where all of them agree.
class CommonDoubts {
public:
    void keep(const Faults& doubts) {
        if (first_) {
            common_ = doubts;
            first_ = false;
            return;
        }
        const auto gone = [&](const errors::ScriptFault& known) {
            return std::none_of(doubts.begin(), doubts.end(),
                                [&](const auto& each) { return each.line == known.line; });
        };
        common_.erase(std::remove_if(common_.begin(), common_.end(), gone), common_.end());
    }

    Faults take() { return std::move(common_); }

private:
    bool first_ = true;
    Faults common_;
};

bool has_statement(const Object& object) {
    return std::any_of(object.sections.begin(), object.sections.end(), [](const Section& section) {
        return section.direction == Direction::upgrade &&
               std::any_of(std::begin(every_dialect), std::end(every_dialect),
                           [&](Dialect dialect) {
                               return section.applies_to(dialect) &&
                                      !split_statements(section.text, dialect).empty();
                           });
    });
}

}  // namespace

std::vector<errors::ScriptFault> check_object(const Object& object) {
    Faults faults;
    if (!has_statement(object)) {
        return {{object.line, errors::nothing_created(described(object.kind, object.name))}};
    }
    bool made = false;
    Faults absences;
    CommonDoubts doubts;
    for (const Dialect dialect : every_dialect) {
        if (!object.applies_to(dialect)) {
            continue;
        }
        const DialectCheck check(object, dialect);
        add(faults, check.faults());
        if (check.is_named()) {
            add(faults, check.doubts());
            if (!check.is_made() && !check.makes_another()) {
                faults.push_back(check.absence());
            }
            continue;
        }
        doubts.keep(check.doubts());
        made = made || check.is_made();
        if (!check.is_made()) {
            absences.push_back(check.absence());
        }
    }
    add(faults, doubts.take());
    if (!made && !absences.empty() && faults.empty()) {
        faults.push_back(absences.front());
    }
    return faults;
}

bool is_object_name(std::string_view name) {
    const auto names = [&](ObjectKind kind) {
        return std::any_of(std::begin(every_dialect), std::end(every_dialect),
                           [&](Dialect each) { return object_id(kind, name, each).has_value(); });
    };
    return names(ObjectKind::function) || names(ObjectKind::trigger);
}

}  // namespace retort::script
