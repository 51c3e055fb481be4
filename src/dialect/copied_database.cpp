#include "dialect/copied_database.hpp"

#include "dialect/random_word.hpp"
#include "dialect/when_unused.hpp"
#include "errors/backup.hpp"
#include "errors/workflow.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <fmt/format.h>

namespace retort::dialect {
namespace {

std::unique_ptr<soci::session> opened_file(const std::string& file) {
    return std::make_unique<soci::session>(soci::sqlite3, fmt::format("db=\"{}\"", file));
}

}  // namespace

CopiedDatabase::CopiedDatabase(const DatabasePlace& place, const Scratch& scratch,
                               BackupRequest request, const Patience& patience) {
    const auto original = place.open(place.database);
    folder_.emplace();
    request.folder = folder_->path();
    request.has_texts = false;
    if (place.dialect != Dialect::sqlite) {
        scratch_.emplace(scratch);
    }
    const BackedUp backup = open(*original, patience, {})->back_up(request);
    const std::string file = request.folder + "/" + backup.files.front();
    if (place.dialect == Dialect::sqlite) {
        session_ = opened_file(file);
        onlooker_ = opened_file(file);
        return;
    }
    onlooker_ = scratch.open({scratch_->name(), {}, {}});
    open(*onlooker_, patience, {})->load(file, Owners::session);
}

CopiedDatabase::CopiedDatabase(const DatabasePlace& place, const Patience& patience) {
    if (place.dialect != Dialect::postgresql) {
        throw errors::no_template(std::string(to_string(place.dialect)));
    }
    server_ = place.open("postgres");
    name_ = random_name("retortcopy");
    const auto server = open(*server_, patience, {});
    const Syntax& syntax = server->syntax();
    const std::string statement = fmt::format("CREATE DATABASE {} TEMPLATE {}",
                                              syntax.quoted(name_), syntax.quoted(place.database));
    when_unused(place.database, patience, [&] { server->execute({statement, {}}); });
    session_ = place.open(name_);
    onlooker_ = place.open(name_);
}

CopiedDatabase::~CopiedDatabase() {
    session_.reset();
    onlooker_.reset();
    if (server_ == nullptr) {
        return;
    }
    try {
        open(*server_, {}, {})
            ->execute({fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)",
                                   syntax(Dialect::postgresql).quoted(name_)),
                       {}});
    } catch (const std::exception&) {
        // Nobody can be told; what is left bears the name of a copy.
    }
}

}  // namespace retort::dialect
