#include "support.hpp"

#include <string>
#include <vector>

using namespace retort;
using namespace retort_test;

namespace {

Objects many_objects() {
    std::vector<ObjectSource> views;
    for (int i = 0; i < 500; ++i) {
        const std::string name = "view_" + std::to_string(i);
        views.emplace_back(ObjectText{name + ".sql", "-- " + name + "\n-- retort:object view " +
                                                         name + "\nCREATE VIEW " + name +
                                                         " AS SELECT 1 AS one;\n"});
    }
    return Objects(views);
}

}  // namespace

TEST_CASE("with 500 objects in sync a start is one query", "[runtime][objects]") {
    Fixture f;
    const Revisions revisions{table("aaa", ""), table("bbb", "aaa")};
    const Objects objects = many_objects();
    Migrator(*f.session, revisions, objects).upgrade();
    REQUIRE(f.value("SELECT count(*) FROM sqlite_schema WHERE type = 'view'") == "500");
    int statements = 0;
    sqlite3_trace_v2(
        native(*f.session), SQLITE_TRACE_STMT,
        [](unsigned, void* count, void*, void*) { return ++*static_cast<int*>(count), 0; },
        &statements);
    CHECK(Migrator(*f.session, revisions, objects).upgrade().objects.empty());
    CHECK(statements == 1);
}
