#pragma once

#include "runtime/objects.hpp"
#include "runtime/state_sql.hpp"

#include <string>
#include <vector>

namespace retort::runtime {

/// The recorded objects: as committed, and as they are to be written in the open transaction.
class ObjectBook {
public:
    struct Entry {
        ObjectRow row;
        script::ObjectId id;
    };

    explicit ObjectBook(Dialect dialect) : dialect_(dialect) {}

    void expect(const std::vector<ObjectRow>& rows);
    /// A transaction begins, or was rolled back.
    void reset() { entries_ = written_ = committed_; }
    void committed() { committed_ = written_; }

    const std::vector<Entry>& entries() const noexcept { return entries_; }
    bool empty() const noexcept { return entries_.empty(); }
    const Entry* find(const script::ObjectId& id) const noexcept;
    /// Adds the row, or puts it in the place of that of the same object.
    void put(const ObjectRow& row);
    void erase(const script::ObjectId& id);

    /// What turns the rows that were last written into these.
    std::vector<dialect::Sql> changes(const StateSql& sql) const;
    /// That was run.
    void written() { written_ = entries_; }
    /// Over those that are made.
    std::string digest() const;

private:
    Dialect dialect_;
    std::vector<Entry> committed_;
    std::vector<Entry> written_;  ///< in the open transaction
    std::vector<Entry> entries_;
};

}  // namespace retort::runtime
