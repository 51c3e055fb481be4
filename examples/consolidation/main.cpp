// The gene backend's first eight revisions become one, under a database that is in use: with every
// step that a careful team would take by hand, and the way back.
//
//   consolidation [URL [SCRATCH]]  in the working directory, with an empty database
//                                  (default: sqlite:///genes.db)
//
// SCRATCH is the PostgreSQL server where databases may be made and dropped; without it that of URL.
#include "consolidation.hpp"

#include <exception>
#include <iostream>
#include <string>

namespace {

void heading(const std::string& text) {
    std::cout << '\n' << text << '\n';
}

void run(const Project& project) {
    heading("A database at the last of eight revisions, with all its rows");
    build(project);
    take_stock(project);

    heading("Eight revisions become one, which has to build the same");
    squash(project);
    rehearse(project);

    heading("The database follows");
    apply(project);
    check(project);

    heading("The way back");
    roll_back(project);
    check(project);
    restore(project);
    check(project);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const std::string url = argc > 1 ? argv[1] : "sqlite:///genes.db";
        run({url, argc > 2 ? argv[2] : url, ".", std::cout});
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "error: " << error.what() << '\n';
        return 1;
    }
}
