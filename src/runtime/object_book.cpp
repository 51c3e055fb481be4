#include "runtime/object_book.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace retort::runtime {
namespace {

using Entry = ObjectBook::Entry;

/// Kinds and names that nobody could have written are nobody's: an id that is like no other.
script::ObjectId id_of(const ObjectRow& row, Dialect dialect) {
    auto id = script::object_id(row.kind, row.name, dialect);
    return id ? *id : script::ObjectId{row.kind, {}, row.name, {}, false, {}};
}

/// RowsByKey by what the table knows them by.
using RowsByKey = std::map<std::pair<ObjectKind, std::string_view>, const ObjectRow*>;

RowsByKey by_key(const std::vector<Entry>& entries) {
    RowsByKey rows;
    for (const Entry& entry : entries) {
        rows.emplace(std::make_pair(entry.row.kind, std::string_view(entry.row.name)), &entry.row);
    }
    return rows;
}

bool holds(const RowsByKey& rows, const ObjectRow& row) {
    const auto found = rows.find({row.kind, row.name});
    return found != rows.end() && *found->second == row;
}

auto place_of(std::vector<Entry>& entries, const script::ObjectId& id) {
    return std::find_if(entries.begin(), entries.end(),
                        [&](const Entry& entry) { return script::same_object(entry.id, id); });
}

}  // namespace

void ObjectBook::expect(const std::vector<ObjectRow>& rows) {
    committed_.clear();
    for (const ObjectRow& row : rows) {
        committed_.push_back({row, id_of(row, dialect_)});
    }
    reset();
}

const Entry* ObjectBook::find(const script::ObjectId& id) const noexcept {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return script::same_object(entry.id, id);
    });
    return found == entries_.end() ? nullptr : &*found;
}

void ObjectBook::put(const ObjectRow& row) {
    const Entry entry{row, id_of(row, dialect_)};
    const auto place = place_of(entries_, entry.id);
    if (place == entries_.end()) {
        entries_.push_back(entry);
    } else {
        *place = entry;
    }
}

void ObjectBook::erase(const script::ObjectId& id) {
    const auto place = place_of(entries_, id);
    if (place != entries_.end()) {
        entries_.erase(place);
    }
}

std::vector<dialect::Sql> ObjectBook::changes(const StateSql& sql) const {
    std::vector<dialect::Sql> statements;
    const RowsByKey before = by_key(written_);
    const RowsByKey after = by_key(entries_);
    for (const Entry& entry : written_) {
        if (!holds(after, entry.row)) {
            statements.push_back(sql.delete_object(entry.row));
        }
    }
    for (const Entry& entry : entries_) {
        if (!holds(before, entry.row)) {
            statements.push_back(sql.insert_object(entry.row));
        }
    }
    return statements;
}

std::string ObjectBook::digest() const {
    ObjectDigest digest;
    for (const Entry& entry : entries_) {
        if (entry.row.state == ObjectRow::State::made) {
            digest.add(entry.row.kind, entry.row.name, entry.row.checksum);
        }
    }
    return digest.text();
}

}  // namespace retort::runtime
