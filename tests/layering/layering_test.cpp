#include "layering/layering.hpp"

#include "support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Violations = std::vector<std::string>;

/// A source tree of these files, gone at the end of the test.
class Tree {
public:
    explicit Tree(const std::vector<std::pair<std::string, std::string>>& files) {
        std::string pattern = (fs::temp_directory_path() / "retort-layering-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        root_ = pattern;
        for (const auto& [name, text] : files) {
            fs::create_directories((root_ / name).parent_path());
            std::ofstream(root_ / name) << text;
        }
    }
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;
    ~Tree() { fs::remove_all(root_); }

    Violations violations() const { return retort_test::layering_violations(root_.string()); }

private:
    fs::path root_;
};

Violations violations_of(const std::string& file, const std::string& text) {
    return Tree({{file, text}}).violations();
}

}  // namespace

TEST_CASE("the sources keep to their layers", "[layering]") {
    CHECK(fs::exists(RETORT_SOURCE_DIR "/src/CMakeLists.txt"));
    CHECK(retort_test::layering_violations(RETORT_SOURCE_DIR) == Violations{});
}

TEST_CASE("a layer may include what is below it, public headers and the standard's", "[layering]") {
    const Tree tree(
        {{"src/graph/a.cpp", "#include \"graph/a.hpp\"\n#include \"errors/graph.hpp\"\n"},
         {"src/dialect/a.cpp", "#include \"script/a.hpp\"\n#include <soci/soci.h>\n"},
         {"src/dialect/sqlite/a.cpp", "#include \"dialect/a.hpp\"\n#include <sqlite3.h>\n"},
         {"src/runtime/a.cpp", "#include \"dialect/a.hpp\"\n#include <retort/plan.hpp>\n"},
         {"src/workflow/a.cpp", "#include \"runtime/a.hpp\"\n#include <fmt/format.h>\n"},
         {"src/cli/a.cpp", "#include <CLI/CLI.hpp>\n#include <boost/filesystem.hpp>\n"},
         {"src/cli/session.cpp", "#include <soci/soci.h>\n"},
         {"src/cli/sessions/a.cpp", "#include <soci/soci.h>\n#include <sqlite3.h>\n"},
         {"src/errors/graph.cpp", "#include \"graph/name.hpp\"\n"},
         {"src/version.cpp", "#include <retort/version.hpp>\n"},
         {"include/retort/a.hpp", "#include <retort/b.hpp>\n#include <string>\n"}});
    CHECK(tree.violations() == Violations{});
}

TEST_CASE("an include that points upward is found with its line", "[layering]") {
    CHECK(violations_of("src/graph/a.cpp", "\n#include \"runtime/migrator.hpp\"\n") ==
          Violations{"src/graph/a.cpp:2: graph may not include runtime/migrator.hpp"});
    CHECK(violations_of("src/runtime/a.hpp", "  #  include <cli/a.hpp>  // why\n") ==
          Violations{"src/runtime/a.hpp:1: runtime may not include cli/a.hpp"});
    CHECK(violations_of("src/dialect/sqlite/a.cpp", "#include \"runtime/a.hpp\"\n") ==
          Violations{"src/dialect/sqlite/a.cpp:1: dialect may not include runtime/a.hpp"});
    CHECK(violations_of("src/errors/graph.cpp", "#include \"script/a.hpp\"\n") ==
          Violations{"src/errors/graph.cpp:1: errors may not include script/a.hpp"});
    CHECK(violations_of("src/errors/script.hpp", "#include \"script/a.hpp\"\n") ==
          Violations{"src/errors/script.hpp:1: errors may not include script/a.hpp"});
}

TEST_CASE("pure layers do not see each other", "[layering]") {
    CHECK(violations_of("src/objects/a.cpp", "#include \"graph/a.hpp\"\n") ==
          Violations{"src/objects/a.cpp:1: objects may not include graph/a.hpp"});
    CHECK(violations_of("src/script/a.cpp", "#include \"schema/a.hpp\"\n") ==
          Violations{"src/script/a.cpp:1: script may not include schema/a.hpp"});
}

TEST_CASE("dialects do not see each other", "[layering]") {
    CHECK(violations_of("src/dialect/mysql/a.cpp", "#include \"dialect/sqlite/a.hpp\"\n") ==
          Violations{"src/dialect/mysql/a.cpp:1: dialect/mysql may not include "
                     "dialect/sqlite/a.hpp"});
    CHECK(violations_of("src/dialect/a.cpp", "#include \"dialect/sqlite/a.hpp\"\n") ==
          Violations{});
}

TEST_CASE("a way around the layers is found", "[layering]") {
    CHECK(violations_of("src/graph/a.cpp", "#include \"../cli/a.hpp\"\n") ==
          Violations{"src/graph/a.cpp:1: includes ../cli/a.hpp, which should be named from src/"});
    CHECK(violations_of("src/version.cpp", "#include \"graph/a.hpp\"\n") ==
          Violations{"src/version.cpp:1: a file of no layer may not include graph/a.hpp"});
    CHECK(violations_of("src/util/a.cpp", "#include <string>\n") ==
          Violations{"src/util/a.cpp:1: src/util/ is no layer"});
}

TEST_CASE("SOCI and the drivers end in the dialects and at the session's edge", "[layering]") {
    CHECK(violations_of("src/runtime/a.cpp", "#include <soci/soci.h>\n") ==
          Violations{"src/runtime/a.cpp:1: SOCI may not be included here: soci/soci.h"});
    CHECK(violations_of("src/cli/commands.cpp", "#include \"soci/soci.h\"\n") ==
          Violations{"src/cli/commands.cpp:1: SOCI may not be included here: soci/soci.h"});
    for (const std::string header : {"sqlite3.h", "libpq-fe.h", "postgresql/libpq-fe.h", "mysql.h",
                                     "mysql/mysql.h", "mariadb/mysql.h"}) {
        CHECK(violations_of("src/script/a.cpp", "#include <" + header + ">\n") ==
              Violations{"src/script/a.cpp:1: a database driver may not be included here: " +
                         header});
    }
}

TEST_CASE("other libraries stay where they belong", "[layering]") {
    CHECK(violations_of("src/graph/a.cpp", "#include <boost/filesystem/path.hpp>\n") ==
          Violations{"src/graph/a.cpp:1: Boost may not be included here: "
                     "boost/filesystem/path.hpp"});
    CHECK(violations_of("include/retort/error.hpp", "#include <fmt/format.h>\n").size() == 1);
    CHECK(violations_of("src/runtime/a.cpp", "#include <nlohmann/json.hpp>\n") ==
          Violations{"src/runtime/a.cpp:1: nlohmann-json may not be included here: "
                     "nlohmann/json.hpp"});
    CHECK(violations_of("src/runtime/a.cpp", "#include <iostream>\n") ==
          Violations{"src/runtime/a.cpp:1: a standard stream may not be included here: iostream"});
}

TEST_CASE("a public header includes public and standard headers only", "[layering]") {
    for (const std::string header : {"soci/soci.h", "boost/optional.hpp", "fmt/format.h",
                                     "sqlite3.h", "nlohmann/json.hpp", "graph/data.hpp"}) {
        CHECK(violations_of("include/retort/a.hpp", "#include <" + header + ">\n") ==
              Violations{"include/retort/a.hpp:1: a public header may not include " + header});
    }
}
