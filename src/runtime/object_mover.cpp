#include "runtime/object_mover.hpp"

#include "errors/object_state.hpp"
#include "runtime/savepoint.hpp"
#include "script/identifiers.hpp"

#include <algorithm>
#include <utility>

namespace retort::runtime {
namespace {

using dialect::Attachment;
using dialect::CatalogObject;

bool creates(const dialect::Statement& statement, const script::ObjectId& id, Dialect dialect) {
    const auto definitions = script::definitions_of(statement.text, dialect);
    return std::any_of(definitions.begin(), definitions.end(), [&](const auto& definition) {
        return definition.verb == script::ObjectDefinition::Verb::create &&
               script::same_object(definition.object, id);
    });
}

/// What object texts mean does not depend on what a script did to the session.
class Making {
public:
    explicit Making(dialect::ObjectCatalog& catalog) : catalog_(catalog) {
        catalog_.begin_making();
    }
    Making(const Making&) = delete;
    Making& operator=(const Making&) = delete;
    ~Making() { catalog_.end_making(); }

private:
    dialect::ObjectCatalog& catalog_;
};

}  // namespace

std::string described(ObjectKind kind, const std::string& name) {
    std::string words(to_string(kind));
    std::replace(words.begin(), words.end(), '_', ' ');
    return words + " " + name;
}

bool is_about_object(const dialect::Database& database, const Error& error) {
    const auto* refused = dynamic_cast<const DatabaseError*>(&error);
    return (error.kind() == ErrorKind::statement || error.kind() == ErrorKind::database ||
            error.kind() == ErrorKind::object || error.kind() == ErrorKind::script) &&
           (refused == nullptr || !database.gave_up_queueing(*refused));
}

ObjectMover::Text kept_text_of(const ObjectRow& row) {
    const std::string file =
        "the text of " + described(row.kind, row.name) + " that the database keeps";
    return {script::parse_object_sections(row.text, file), file};
}

const ObjectMover::Down* ObjectMover::find_down(const script::ObjectId& id) const noexcept {
    const auto found = std::find_if(down_.begin(), down_.end(), [&](const Down& down) {
        return script::same_object(down.id, id);
    });
    return found == down_.end() ? nullptr : &*found;
}

void ObjectMover::forget(const script::ObjectId& id) {
    down_.erase(std::remove_if(down_.begin(), down_.end(),
                               [&](const Down& down) { return script::same_object(down.id, id); }),
                down_.end());
}

void ObjectMover::take_down(const std::vector<CatalogObject>& objects) {
    for (const CatalogObject& object : objects) {
        if (find_down(object.id) != nullptr) {
            continue;
        }
        Down down;
        down.id = object.id;
        down.attachments = catalog().attachments(object.id);
        const auto* entry = recorder_.objects().find(object.id);
        if (entry != nullptr && entry->row.state != ObjectRow::State::foreign) {
            down.row = entry->row;
        } else {
            down.recreation = catalog().recreation(object);
        }
        database_.execute({catalog().drop(object.id), {}});
        down_.push_back(std::move(down));
    }
}

void ObjectMover::take_down_with_users(const CatalogObject& object) {
    auto objects = catalog().users(object.id);
    objects.push_back(object);
    take_down(objects);
}

void ObjectMover::note_lost(const ObjectBook::Entry& entry) {
    if (find_down(entry.id) == nullptr) {
        Down down;
        down.id = entry.id;
        down.row = entry.row;
        down_.push_back(std::move(down));
    }
}

CatalogObject ObjectMover::make(const script::ObjectId& id, const Text& text, How how) {
    std::vector<Attachment> attachments;
    std::optional<ObjectKind> kind_before;
    if (const Down* down = find_down(id)) {
        attachments = down->attachments;
        kind_before = down->id.kind;
    } else if (how == How::in_place) {
        attachments = catalog().attachments(id);
    }
    run_sections(id, text, how);
    CatalogObject object = found(id, text);
    if (attach(id, attachments, kind_before && *kind_before != object.id.kind)) {
        object = found(id, text);
    }
    forget(id);
    return object;
}

void ObjectMover::run_sections(const script::ObjectId& id, const Text& text, How how) {
    const Making making(catalog());
    for (const script::Section& section : text.sections) {
        if (section.direction != Direction::upgrade || !section.applies_to(database_.dialect())) {
            continue;
        }
        for (dialect::Statement statement : database_.check(section, text.file)) {
            const auto other = adapted(id, statement, how);
            statement.text = other ? std::string_view(*other) : statement.text;
            try {
                database_.run(statement);
            } catch (DatabaseError& error) {
                error.facts().file = text.file;
                throw;
            }
        }
    }
}

std::optional<std::string> ObjectMover::adapted(const script::ObjectId& id,
                                                const dialect::Statement& statement, How how) {
    if (how == How::anew || !creates(statement, id, database_.dialect())) {
        return std::nullopt;
    }
    return how == How::in_place ? catalog().in_place(id, statement.text)
                                : catalog().without_rows(id, statement.text);
}

CatalogObject ObjectMover::found(const script::ObjectId& id, const Text& text) {
    auto object = std::move(catalog().find({id}, true).front());
    if (!object) {
        throw errors::object_not_made(text.file);
    }
    if (!object->invalid.empty()) {
        throw errors::object_unusable(text.file, object->invalid);
    }
    return std::move(*object);
}

/// What the new text says itself wins. @returns whether anything was to be done
bool ObjectMover::attach(const script::ObjectId& id, const std::vector<Attachment>& attachments,
                         bool other_kind) {
    if (attachments.empty()) {
        return false;
    }
    bool any = false;
    const auto present = catalog().attachments(id);
    for (const Attachment& attachment : attachments) {
        const bool stated = std::any_of(present.begin(), present.end(), [&](const auto& other) {
            return other.key == attachment.key;
        });
        if (!stated) {
            attach(attachment, other_kind);
            any = true;
        }
    }
    return any;
}

void ObjectMover::attach(const Attachment& attachment, bool other_kind) {
    const std::string& statement = other_kind ? attachment.on_other_kind : attachment.statement;
    if (!attachment.may_go) {
        database_.execute({statement, {}});
        return;
    }
    Savepoint savepoint(database_);
    try {
        database_.execute({statement, {}});
        savepoint.release();
    } catch (const DatabaseError& error) {
        savepoint.roll_back();
        const bool has_gone = other_kind || catalog().is_absence(error);
        if (!has_gone || !is_about_object(database_, error)) {
            throw;
        }
    }
}

bool ObjectMover::put_back(const script::ObjectId& id) {
    const Down down = *find_down(id);
    const auto before = down_;
    Savepoint savepoint(database_);
    try {
        if (down.row) {
            ObjectRow row = *down.row;
            row.catalog_text = make(id, kept_text_of(row), How::anew).text;
            row.state = ObjectRow::State::made;
            recorder_.objects().put(row);
        } else {
            for (const std::string& statement : down.recreation) {
                database_.execute({statement, {}});
            }
            attach(id, down.attachments, false);
            forget(id);
        }
        savepoint.release();
        return true;
    } catch (const Error& error) {
        savepoint.roll_back();
        if (!is_about_object(database_, error)) {
            throw;
        }
        down_ = before;
        const auto place = std::find_if(down_.begin(), down_.end(), [&](const Down& one) {
            return script::same_object(one.id, id);
        });
        place->failure = error.what();
        return false;
    }
}

void ObjectMover::put_back_all() {
    for (bool progress = true; progress;) {
        progress = false;
        const auto pending = down_;
        for (auto down = pending.rbegin(); down != pending.rend(); ++down) {
            progress = put_back(down->id) || progress;
        }
    }
}

void ObjectMover::leave_out_the_rest(const std::function<void(const std::string&)>& warn) {
    for (const Down& down : down_) {
        const std::string object =
            described(down.id.kind, down.row ? down.row->name : down.id.name);
        if (!down.row) {
            throw errors::object_of_others_lost(object, down.failure);
        }
        ObjectRow row = *down.row;
        row.state = ObjectRow::State::left_out;
        recorder_.objects().put(row);
        warn(errors::object_left_out_warning(object, down.failure));
    }
    down_.clear();
}

}  // namespace retort::runtime
