#include "runtime/object_status.hpp"

#include "errors/object_state.hpp"

#include <algorithm>

namespace retort::runtime {

std::vector<ObjectView> look_at_objects(dialect::ObjectCatalog& catalog, const ObjectBook& book,
                                        const Objects::Data::OfDialect* files) {
    std::vector<ObjectView> views;
    std::vector<script::ObjectId> ids;
    if (files != nullptr) {
        for (const auto& wanted : files->wanted) {
            const auto* entry = book.find(wanted.id);
            views.push_back({wanted.id, &wanted,
                             entry == nullptr ? std::nullopt : std::optional(entry->row),
                             std::nullopt});
        }
    }
    for (const ObjectBook::Entry& entry : book.entries()) {
        if (files == nullptr || files->find(entry.id) == nullptr) {
            views.push_back({entry.id, nullptr, entry.row, std::nullopt});
        }
    }
    for (const ObjectView& view : views) {
        ids.push_back(view.id);
    }
    if (!ids.empty()) {
        auto found = catalog.find(ids, true);
        for (std::size_t i = 0; i < views.size(); ++i) {
            views[i].found = std::move(found[i]);
        }
    }
    return views;
}

bool is_ahead(const ObjectView& view) {
    return view.row && view.row->checksum != view.wanted->checksum &&
           std::find(view.row->earlier.begin(), view.row->earlier.end(), view.wanted->checksum) !=
               view.row->earlier.end();
}

ObjectJudgement judge(const ObjectView& view) {
    if (view.wanted == nullptr) {
        return {ObjectState::unmanaged, errors::object_without_file()};
    }
    if (!view.row || view.row->state == ObjectRow::State::foreign) {
        return view.found ? ObjectJudgement{ObjectState::unmanaged, errors::object_made_by_others()}
                          : ObjectJudgement{ObjectState::missing, errors::object_never_made()};
    }
    const bool left_out = view.row->state == ObjectRow::State::left_out;
    if (!view.found) {
        return {ObjectState::missing, left_out ? errors::object_left_out() : errors::object_gone()};
    }
    if (view.row->state != ObjectRow::State::made) {
        return {ObjectState::changed, errors::object_interrupted()};
    }
    if (is_ahead(view)) {
        return {ObjectState::ahead, errors::object_ahead()};
    }
    if (!view.found->invalid.empty()) {
        return {ObjectState::invalid, errors::object_invalid(view.found->invalid)};
    }
    if (view.row->checksum != view.wanted->checksum || view.row->kind != view.kind()) {
        return {ObjectState::changed, errors::object_file_changed()};
    }
    if (view.found->text != view.row->catalog_text) {
        return {ObjectState::changed, errors::object_altered()};
    }
    return {};
}

}  // namespace retort::runtime
