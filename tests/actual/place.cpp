#include "actual/place.hpp"

#include "actual/contents.hpp"
#include "actual/files.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace actual {

using retort_test::Sqlite;

const std::string package = ACTUAL_PACKAGE;
const std::string rows_of_a_user = ACTUAL_FOLDER "/rows";

namespace {

std::vector<std::string> reference_contents(const Place& place) {
    const std::string count = output_of("'" ACTUAL_FOLDER "/reference' '" + package + "' '" +
                                        place.reference() + "' '" + place.rows() + "'");
    CHECK(count == std::to_string(history_size) + "\n");
    Sqlite database(place.reference());
    return everything(database);
}

/// The lines of `all`, as often as they stand there, that `some` has not.
std::vector<std::string> lines_missing(std::vector<std::string> some,
                                       std::vector<std::string> all) {
    std::sort(some.begin(), some.end());
    std::sort(all.begin(), all.end());
    std::vector<std::string> missing;
    std::set_difference(all.begin(), all.end(), some.begin(), some.end(),
                        std::back_inserter(missing));
    return missing;
}

}  // namespace

Place::Place(std::string rows) : rows_(std::move(rows)) {
    boost::filesystem::create_directories(folder_.file("scripts"));
    boost::filesystem::create_directories(folder_.file("none"));
    for (const std::string& side : {mine(), reference()}) {
        boost::filesystem::copy_file(package + "/default-db.sqlite", side);
    }
}

void check_equal(const Place& place) {
    Sqlite database(place.mine());
    const auto mine = everything(database);
    const auto reference = reference_contents(place);
    CHECK(lines_missing(mine, reference) == std::vector<std::string>{});
    CHECK(lines_missing(reference, mine) == std::vector<std::string>{});
}

}  // namespace actual
