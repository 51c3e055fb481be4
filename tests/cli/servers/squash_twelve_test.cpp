#include "anywhere.hpp"
#include "support/catch.hpp"
#include "support/twelve_revisions.hpp"

using namespace retort_test;
using Strings = std::vector<std::string>;

namespace {

/// A program with the first of the twelve revisions.
class Folder {
public:
    explicit Folder(std::size_t revisions = 12) {
        for (std::size_t i = 0; i < revisions; ++i) {
            const auto script = twelve_revisions().at(i);
            place_.write("migrations/" + script.name, script.text);
        }
    }

    /// It must succeed.
    void run(const Anywhere& database, Strings words) const {
        CAPTURE(words);
        words.insert(words.end(), {"--scripts", place_.file("migrations"), "--objects",
                                   place_.file("views"), "--url", database.url()});
        const Result result = retort_test::run(words);
        CAPTURE(result.out, result.err);
        REQUIRE(result.status == 0);
    }
    void squash(const Anywhere& scratch) const {
        run(scratch, {"squash", "t10", "--rev-id", "t00", "-m", "m", "--scratch", scratch.url()});
    }

private:
    Place place_;
};

Strings ids() {
    Strings ids;
    for (const auto& script : twelve_revisions()) {
        ids.push_back(script.name.substr(0, script.name.find('.')));
    }
    return ids;
}

/// Has nothing to do there.
void starts(const Folder& program, const Anywhere& database) {
    const Strings heads = database.heads();
    program.run(database, {"upgrade"});
    CHECK(database.heads() == heads);
}

/// Programs of before and after a squash, on each other's databases.
void start_in_turns(const std::string& kind, const Folder& plain, const Folder& folded,
                    const Strings& whole) {
    const Folder ten(10);
    const Anywhere swapped(kind);
    ten.run(swapped, {"upgrade"});
    const Strings contents = swapped.contents();
    folded.run(swapped, {"upgrade", "t00"});
    const Anywhere folded_from_nothing(kind);
    folded.run(folded_from_nothing, {"upgrade", "t00"});
    for (const Anywhere* database : {&swapped, &folded_from_nothing}) {
        CHECK(database->heads() == Strings{"t00"});
        ten.run(*database, {"current", "--check-heads"});
        starts(ten, *database);
        ten.run(*database, {"check"});
        CHECK(database->contents() == contents);
        plain.run(*database, {"upgrade"});
        plain.run(*database, {"check"});
        starts(folded, *database);
        folded.run(*database, {"check"});
        CHECK(database->contents() == whole);
    }
}

}  // namespace

TEST_CASE("wherever a database of twelve revisions stopped, it goes along a squash and back",
          "[squash]") {
    const std::string kind =
        GENERATE(std::string("sqlite"), std::string("postgresql"), std::string("mariadb"));
    CAPTURE(kind);
    const Folder plain;
    const Anywhere never(kind);
    plain.run(never, {"upgrade"});
    const Strings whole = never.contents();
    std::vector<std::unique_ptr<Anywhere>> databases;
    for (const std::string& stop : ids()) {
        databases.push_back(std::make_unique<Anywhere>(kind));
        plain.run(*databases.back(), {"upgrade", stop});
    }
    const Folder folded;
    folded.squash(Anywhere(kind));
    folded.run(*databases.back(), {"current", "--check-heads"});
    starts(folded, *databases.back());
    for (const auto& database : databases) {
        folded.run(*database, {"upgrade"});
        CHECK(database->contents() == whole);
        CHECK(database->heads() == Strings{"t12"});
        starts(plain, *database);
    }
    start_in_turns(kind, plain, folded, whole);

    // Past the range, its end, and what is in it.
    for (const char* target : {"t11", "t10", "t07", "t05", "t02"}) {
        CAPTURE(target);
        const Anywhere& database = *databases.front();
        plain.run(never, {"downgrade", target});
        folded.run(database, {"downgrade", target});
        CHECK(database.contents() == never.contents());
        CHECK(database.heads() == (target == std::string("t10") ? Strings{"t00"} : never.heads()));
        folded.run(database, {"upgrade"});
    }

    folded.run(never, {"unsquash", "t00"});
    for (const auto& database : databases) {
        folded.run(*database, {"upgrade"});
        CHECK(database->contents() == whole);
        CHECK(database->heads() == Strings{"t12"});
    }
    folded.run(*databases.front(), {"check"});
    starts(plain, *databases.front());
}
