#pragma once

#include <retort/scratch.hpp>

#include <memory>
#include <string>

namespace retort::dialect {

/// A new and empty database, dropped with its owner and user. On MySQL its session is a user's who
/// sees nothing else. Its name tells what process made it: `retortscratch1234x` and a random word.
class ScratchDatabase {
public:
    /// @throws DatabaseError where the server does not let one be made; UsageError where there is
    /// no place for one
    explicit ScratchDatabase(const Scratch& scratch);
    ScratchDatabase(const ScratchDatabase&) = delete;
    ScratchDatabase& operator=(const ScratchDatabase&) = delete;
    ~ScratchDatabase();

    soci::session& session() noexcept { return *session_; }
    /// Empty on SQLite.
    const std::string& name() const noexcept { return name_; }

private:
    /// On MySQL; its names are short.
    std::string user() const { return name_; }
    void make(const Scratch& scratch);
    void drop() noexcept;

    Dialect dialect_;
    std::string name_;
    std::unique_ptr<soci::session> server_;
    std::unique_ptr<soci::session> session_;
};

}  // namespace retort::dialect
