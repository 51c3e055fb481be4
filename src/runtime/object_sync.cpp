#include "runtime/object_sync.hpp"

#include "errors/object_state.hpp"
#include "runtime/savepoint.hpp"

#include <algorithm>
#include <utility>

namespace retort::runtime {
namespace {

using Action = ObjectStep::Action;
using How = ObjectMover::How;

/// Somebody else was at it: what was planned may no longer hold.
struct StateChanged {};

std::vector<std::string> names_of(const Objects::Data::Wanted& wanted,
                                  const Objects::Data::OfDialect& files) {
    std::vector<std::string> names;
    for (const std::size_t used : wanted.uses) {
        names.push_back(files.wanted[used].object->name);
    }
    return names;
}

bool is_one_of(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string described(const ObjectView& view) {
    return runtime::described(view.kind(), view.name());
}

}  // namespace

ObjectSync::ObjectSync(dialect::Database& database, Recorder& recorder, ObjectKeeper& keeper,
                       const Objects::Data::OfDialect* files)
    : database_(database),
      recorder_(recorder),
      keeper_(keeper),
      mover_(keeper.mover()),
      files_(files) {}

bool ObjectSync::is_transactional() const {
    return database_.syntax().ddl_is_transactional();
}

bool ObjectSync::is_pending() const {
    return files_ != nullptr && !files_->wanted.empty() &&
           recorder_.objects().digest() != files_->digest;
}

ObjectSync::Deed ObjectSync::deed_for(const ObjectView& view, const Wish& wish) const {
    if (view.wanted == nullptr) {
        return Deed::nothing;
    }
    switch (judge(view).state) {
        case ObjectState::in_sync:
            return *view.row == row_of(view) ? Deed::nothing : Deed::record;
        case ObjectState::missing:
            return is_ahead(view) && !wish.asked ? Deed::make_recorded : Deed::make;
        case ObjectState::ahead:
            return wish.asked ? Deed::replace : Deed::leave;
        case ObjectState::unmanaged:
            if (is_one_of(wish.adopt, view.name())) {
                return Deed::replace;
            }
            return !contains(wish.handed_over, view.id) && view.row &&
                           view.row->checksum == view.wanted->checksum &&
                           view.row->catalog_text == view.found->text
                       ? Deed::leave
                       : Deed::compare;
        case ObjectState::changed:
        case ObjectState::invalid:
            break;
    }
    return Deed::replace;
}

/// What was taken down since it was looked at is to be made, whatever else was to be done.
ObjectSync::Deed ObjectSync::deed_now(const ObjectView& view, const Wish& wish) const {
    const Deed deed = deed_for(view, wish);
    const auto* down = mover_.find_down(view.id);
    if (down == nullptr) {
        return deed;
    }
    if (!down->row) {
        return Deed::nothing;  // others' own, which is put back as it was
    }
    return is_ahead(view) && !wish.asked ? Deed::make_recorded : Deed::make;
}

/// What stood in a statement's way and is made again as it was: nothing that anybody asked for.
bool ObjectSync::is_put_back(const ObjectView& view, Deed deed) const {
    if (mover_.find_down(view.id) == nullptr || !view.row ||
        view.row->state != ObjectRow::State::made) {
        return false;
    }
    return deed == Deed::make_recorded ||
           (view.row->checksum == view.wanted->checksum &&
            (!view.found || judge(view).state == ObjectState::in_sync));
}

bool ObjectSync::has_work(const Wish& wish) {
    views_ = look_at_objects(database_.objects(), recorder_.objects(), files_);
    return std::any_of(views_.begin(), views_.end(), [&](const ObjectView& view) {
        const Deed deed = deed_for(view, wish);
        return (deed != Deed::nothing && deed != Deed::leave) ||
               (wish.prune && view.wanted == nullptr);
    });
}

std::vector<ObjectStep> ObjectSync::plan(const Wish& wish) {
    views_ = look_at_objects(database_.objects(), recorder_.objects(), files_);
    std::vector<ObjectStep> steps;
    for (const ObjectView& view : views_) {
        const Deed deed = deed_for(view, wish);
        if (deed == Deed::make || deed == Deed::make_recorded || deed == Deed::replace) {
            steps.push_back({view.kind(), view.name(),
                             deed == Deed::replace ? Action::replace : Action::create});
        } else if (wish.prune && view.wanted == nullptr && view.found) {
            steps.push_back({view.kind(), view.name(), Action::drop});
        }
    }
    return steps;
}

void ObjectSync::report(const Wish& wish) {
    for (const ObjectView& view : views_) {
        const Deed deed = deed_for(view, wish);
        const bool ahead =
            view.wanted != nullptr && is_ahead(view) && view.row->state == ObjectRow::State::made;
        if (ahead && (deed == Deed::leave || deed == Deed::make_recorded)) {
            keeper_.warn(errors::object_ahead_warning(described(view)));
        } else if (deed == Deed::leave) {
            keeper_.warn(errors::object_made_by_others_warning(described(view)));
        }
    }
}

Outcome ObjectSync::apply(const Wish& wish) {
    views_ = look_at_objects(database_.objects(), recorder_.objects(), files_);
    try {
        work(wish, std::vector<bool>(views_.size(), true));
        settle_failures(wish);
        const auto pruned = wish.prune ? prune() : std::vector<const ObjectView*>();
        begin_alone();
        mover_.leave_out_the_rest([this](const std::string& sentence) { keeper_.warn(sentence); });
        for (const ObjectView* view : pruned) {
            recorder_.objects().erase(view->id);
        }
        recorder_.write_objects(std::exchange(unlogged_, {}));
        if (!is_transactional()) {
            recorder_.commit();
        }
    } catch (const StateChanged&) {
        return Outcome::changed;
    }
    return Outcome::done;
}

Outcome ObjectSync::bring(const script::ObjectId& id) {
    views_ = look_at_objects(database_.objects(), recorder_.objects(), files_);
    std::vector<bool> chosen(views_.size(), false);
    for (std::size_t i = views_.size(); i-- > 0;) {
        if (views_[i].wanted == nullptr) {
            continue;
        }
        chosen[i] = chosen[i] || script::same_object(views_[i].id, id);
        for (const std::size_t used : views_[i].wanted->uses) {
            chosen[used] = chosen[used] || chosen[i];
        }
    }
    Wish wish;
    wish.at_heads = true;
    try {
        work(wish, chosen);
        settle_failures(wish);
        if (is_transactional()) {
            recorder_.write_objects(std::exchange(unlogged_, {}));
        }
    } catch (const StateChanged&) {
        return Outcome::changed;
    }
    return Outcome::done;
}

void ObjectSync::work(const Wish& wish, const std::vector<bool>& chosen) {
    failures_.clear();
    for (std::size_t i = 0; i < views_.size(); ++i) {
        if (chosen[i] && views_[i].wanted != nullptr) {
            treat(i, deed_now(views_[i], wish), wish);
        }
    }
    retry(wish);
    mover_.put_back_all();
    retry(wish);
}

/// What failed may have needed what was made since.
void ObjectSync::retry(const Wish& wish) {
    for (bool progress = !failures_.empty(); progress;) {
        progress = false;
        const auto failed = failures_;
        for (const auto& failure : failed) {
            treat(failure.first, deed_now(views_[failure.first], wish), wish);
            progress = progress || failures_.count(failure.first) == 0;
        }
    }
}

void ObjectSync::treat(std::size_t index, Deed deed, const Wish& wish) {
    const ObjectView& view = views_[index];
    switch (deed) {
        case Deed::nothing:
        case Deed::leave:
            break;
        case Deed::record:
            save(row_of(view), nullptr);
            break;
        case Deed::compare:
            if (!compare(view, contains(wish.handed_over, view.id))) {
                make(index, Deed::replace);
            }
            break;
        case Deed::make:
        case Deed::make_recorded:
        case Deed::replace:
            make(index, deed);
            break;
    }
}

bool ObjectSync::compare(const ObjectView& view, bool handed_over) {
    ObjectRow row = row_of(view);
    if (!is_what_the_file_makes(view)) {
        if (handed_over) {
            return false;
        }
        row.state = ObjectRow::State::foreign;
        keeper_.warn(errors::object_made_by_others_warning(described(view)));
    }
    save(row, nullptr);
    return true;
}

void ObjectSync::restore(const Lifted& lifted) {
    const auto* entry = recorder_.objects().find(lifted.id);
    if (entry == nullptr || lifted.sections.empty() || entry->row.checksum == lifted.checksum) {
        return;
    }
    const ObjectView view{entry->id, nullptr, entry->row,
                          database_.objects().find({entry->id}, false).front()};
    if (view.found) {
        replace(view, {lifted.sections, lifted.file});
    }
}

bool ObjectSync::is_what_the_file_makes(const ObjectView& view) {
    const ObjectMover::Text text = text_for(view, Deed::make);
    std::vector<dialect::Statement> statements;
    for (const script::Section& section : text.sections) {
        if (section.direction == Direction::upgrade && section.applies_to(database_.dialect())) {
            const auto some = database_.check(section, text.file);
            statements.insert(statements.end(), some.begin(), some.end());
        }
    }
    const auto known = database_.objects().is_made_by(*view.found, statements);
    return known ? *known : is_the_same_made_again(view);
}

/// A dump and a load alone changes texts once: both are made and read back, and all is undone.
bool ObjectSync::is_the_same_made_again(const ObjectView& view) {
    auto& catalog = database_.objects();
    const auto before = mover_.down();
    bool same = false;
    {
        const Savepoint undo(database_);
        try {
            const auto recreation = catalog.recreation(*view.found);
            mover_.take_down_with_users(*view.found);
            for (const std::string& statement : recreation) {
                database_.execute({catalog.without_rows(view.found->id, statement), {}});
            }
            const auto again = catalog.find({view.id}, false).front();
            database_.execute({catalog.drop(again->id), {}});
            const auto made = mover_.make(view.id, text_for(view, Deed::make), How::without_rows);
            same = made.id.kind == again->id.kind && made.text == again->text;
        } catch (const Error& error) {
            if (!is_about_object(database_, error)) {
                throw;
            }
        }
    }
    mover_.is_down(before);
    return same;
}

void ObjectSync::make(std::size_t index, Deed deed) {
    const ObjectView& view = views_[index];
    const bool was_there = view.found || mover_.find_down(view.id) != nullptr;
    const ObjectStep step{view.kind(), view.name(), was_there ? Action::replace : Action::create};
    const bool put_back = is_put_back(view, deed);
    const auto before = mover_.down();
    Savepoint savepoint(database_);
    try {
        ObjectRow row = deed == Deed::make_recorded ? *view.row : row_of(view);
        if (!is_transactional()) {
            row.state = ObjectRow::State::making;
            save(row, nullptr);
        }
        const ObjectMover::Text text = text_for(view, deed);
        row.catalog_text =
            (deed == Deed::replace ? replace(view, text) : mover_.make(view.id, text, How::anew))
                .text;
        row.state = ObjectRow::State::made;
        savepoint.release();
        save(row, put_back ? nullptr : &step);
        failures_.erase(index);
    } catch (const Error& error) {
        savepoint.roll_back();
        if (!is_about_object(database_, error)) {
            throw;
        }
        if (is_transactional()) {
            mover_.is_down(before);
        }
        failures_.erase(index);
        failures_.emplace(index, error);
    }
}

/// In place where the database can do that without loss. Else it is dropped, and all that uses it.
dialect::CatalogObject ObjectSync::replace(const ObjectView& view, const ObjectMover::Text& text) {
    const bool same_kind = view.found->id.kind == view.kind();
    if (same_kind) {
        Savepoint savepoint(database_);
        try {
            auto object = mover_.make(view.id, text, How::in_place);
            savepoint.release();
            return object;
        } catch (const Error& error) {
            savepoint.roll_back();
            if (!is_about_object(database_, error)) {
                throw;
            }
        }
    }
    mover_.take_down_with_users(*view.found);
    return mover_.make(view.id, text, How::anew);
}

void ObjectSync::settle_failures(const Wish& wish) {
    if (failures_.empty()) {
        return;
    }
    if (wish.at_heads || wish.asked) {
        const auto& first = *failures_.begin();
        throw errors::object_failed(described(views_[first.first]), first.second);
    }
    for (const auto& failure : failures_) {
        const ObjectView& view = views_[failure.first];
        const bool down = mover_.find_down(view.id) != nullptr;
        if (!down && view.found && view.found->invalid.empty()) {
            keeper_.warn(errors::object_kept_warning(described(view), failure.second.what()));
            if (!is_transactional()) {
                save(*view.row, nullptr);
            }
        } else if (!down) {
            if (view.found) {
                database_.execute({database_.objects().drop(view.found->id), {}});
            }
            ObjectRow row = view.row ? *view.row : row_of(view);
            row.state = ObjectRow::State::left_out;
            save(row, nullptr);
            keeper_.warn(errors::object_left_out_warning(described(view), failure.second.what()));
        }
    }
}

/// In any order in which they can be dropped. @returns those whose record is to go
std::vector<const ObjectView*> ObjectSync::prune() {
    std::vector<const ObjectView*> gone;
    std::vector<const ObjectView*> dropped;
    for (const ObjectView& view : views_) {
        if (view.wanted == nullptr) {
            gone.push_back(&view);
        }
    }
    while (!gone.empty()) {
        std::vector<const ObjectView*> kept;
        std::optional<Error> refusal;
        for (const ObjectView* view : gone) {
            Savepoint savepoint(database_);
            try {
                if (view->found) {
                    database_.execute({database_.objects().drop(view->found->id), {}});
                    done_.push_back({view->kind(), view->name(), Action::drop});
                    unlogged_.push_back(done_.back());
                }
                savepoint.release();
                dropped.push_back(view);
            } catch (const Error& error) {
                savepoint.roll_back();
                refusal.emplace(error);
                kept.push_back(view);
            }
        }
        if (kept.size() == gone.size()) {
            throw errors::object_not_dropped(described(*kept.front()), *refusal);
        }
        gone = std::move(kept);
    }
    return dropped;
}

void ObjectSync::begin_alone() {
    if (!is_transactional() && !recorder_.begin_as_expected()) {
        throw StateChanged();
    }
}

/// Where definitions commit by themselves, so must their record.
void ObjectSync::save(const ObjectRow& row, const ObjectStep* step) {
    begin_alone();
    recorder_.objects().put(row);
    std::vector<ObjectStep> steps;
    if (step != nullptr) {
        done_.push_back(*step);
        steps.push_back(*step);
    }
    if (is_transactional()) {
        unlogged_.insert(unlogged_.end(), steps.begin(), steps.end());
    } else {
        recorder_.write_objects(steps);
        recorder_.commit();
    }
}

ObjectRow ObjectSync::row_of(const ObjectView& view) const {
    const script::Object& object = *view.wanted->object;
    const dialect::Syntax& syntax = database_.syntax();
    ObjectRow row;
    row.kind = object.kind;
    row.name = object.name;
    row.checksum = view.wanted->checksum;
    row.text = script::kept_text(object, database_.dialect());
    row.catalog_text = view.found ? view.found->text : std::string();
    row.depends_on = names_of(*view.wanted, *files_);
    row.catalog_name = syntax.catalog_name(view.id);
    row.catalog_table = syntax.catalog_table(view.id);
    if (view.row) {
        row.earlier = view.row->earlier;
        const bool was_made = view.row->state == ObjectRow::State::made;
        if (was_made && !is_one_of(row.earlier, view.row->checksum)) {
            row.earlier.push_back(view.row->checksum);
        }
        row.earlier.erase(std::remove(row.earlier.begin(), row.earlier.end(), row.checksum),
                          row.earlier.end());
    }
    return row;
}

ObjectMover::Text ObjectSync::text_for(const ObjectView& view, Deed deed) const {
    if (deed == Deed::make_recorded) {
        return kept_text_of(*view.row);
    }
    return {view.wanted->object->sections, view.wanted->object->path};
}

}  // namespace retort::runtime
