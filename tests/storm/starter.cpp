// One of many backends that start at once: opens its session and upgrades.
//   starter BACKEND CONNECT REVISIONS     waits for the end of its standard input first
//   starter BACKEND CONNECT PROGRAM       one with objects: older, newer, newer_objects
#include "counting_chain.hpp"
#include "database.hpp"
#include "support/object_programs.hpp"

#include <retort/migrator.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

namespace {

constexpr std::chrono::seconds waiting_limit{180};

/// A full server refuses; every refusal is tried again until the waiting limit.
std::unique_ptr<soci::session> open_patiently(const retort_test::Place& place) {
    std::minstd_rand random(static_cast<unsigned>(getpid()));
    std::uniform_int_distribution<int> nap(50, 250);
    const auto end = std::chrono::steady_clock::now() + waiting_limit;
    for (;;) {
        try {
            return retort_test::open_session(place);
        } catch (const soci::soci_error&) {
            if (std::chrono::steady_clock::now() >= end) {
                throw;
            }
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(nap(random)));
    }
}

retort_test::Program program_named(const std::string& name) {
    return name == "older"   ? retort_test::older_program()
           : name == "newer" ? retort_test::newer_program()
           : name == "newer_objects"
               ? retort_test::newer_objects()
               : retort_test::Program{retort_test::counting_chain(std::stoi(name)), {}};
}

void wait_for_gate() {
    char byte = 0;
    while (read(STDIN_FILENO, &byte, 1) > 0) {
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        return 2;
    }
    try {
        const auto program = program_named(arguments[3]);
        wait_for_gate();
        const auto session = open_patiently({arguments[1], arguments[2]});
        retort::Options options;
        options.lock_timeout = waiting_limit;
        // Of the two with objects, the older one meets revisions that it does not know.
        options.unknown = program.objects.are_managed() ? retort::UnknownPolicy::allow
                                                        : retort::UnknownPolicy::fail;
        retort::Migrator(*session, program.revisions, program.objects, options).upgrade();
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << std::endl;
        return 1;
    }
}
