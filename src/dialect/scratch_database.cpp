#include "dialect/scratch_database.hpp"

#include "dialect/database.hpp"
#include "dialect/random_word.hpp"
#include "errors/workflow.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <fmt/format.h>

namespace retort::dialect {
namespace {

void run(soci::session& session, const std::string& statement) {
    open(session, {}, {})->execute({statement, {}});
}

}  // namespace

ScratchDatabase::ScratchDatabase(const Scratch& scratch) : dialect_(scratch.dialect) {
    if (dialect_ == Dialect::sqlite) {
        session_ = std::make_unique<soci::session>(soci::sqlite3, ":memory:");
        return;
    }
    if (!scratch.open) {
        throw errors::no_scratch(std::string(to_string(dialect_)));
    }
    // In MySQL's GRANT an underscore stands for any character; a user's name has 32.
    name_ = random_name("retortscratch");
    server_ = scratch.open({});
    try {
        make(scratch);
    } catch (...) {
        drop();
        throw;
    }
}

ScratchDatabase::~ScratchDatabase() {
    if (server_ != nullptr) {
        drop();
    }
}

void ScratchDatabase::make(const Scratch& scratch) {
    if (dialect_ == Dialect::postgresql) {
        // template1 may hold what others put there.
        run(*server_, fmt::format("CREATE DATABASE {} TEMPLATE template0", name_));
        session_ = scratch.open({name_, {}, {}});
        return;
    }
    const std::string password = random_word(32);
    run(*server_, fmt::format("CREATE DATABASE {}", name_));
    run(*server_, fmt::format("CREATE USER '{}'@'%' IDENTIFIED BY '{}'", user(), password));
    run(*server_, fmt::format("GRANT ALL PRIVILEGES ON {}.* TO '{}'@'%'", name_, user()));
    session_ = scratch.open({name_, user(), password});
}

void ScratchDatabase::drop() noexcept {
    session_.reset();
    const auto try_to = [this](const std::string& statement) {
        try {
            run(*server_, statement);
        } catch (const std::exception&) {
            // Nobody can be told; what is left bears the name of a scratch database.
        }
    };
    if (dialect_ == Dialect::postgresql) {
        try_to(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name_));
    } else {
        try_to(fmt::format("DROP DATABASE IF EXISTS {}", name_));
        try_to(fmt::format("DROP USER IF EXISTS '{}'@'%'", user()));
    }
}

}  // namespace retort::dialect
