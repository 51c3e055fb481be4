#include "script/statement_head.hpp"

namespace retort::script {
namespace {

/// `root`@`localhost`, CURRENT_USER, CURRENT_USER()
void skip_user(NameReader& words) {
    words.advance();
    if (words.take("@")) {
        words.advance();
    }
    if (words.take("(")) {
        words.take(")");
    }
}

bool skip_assignment(NameReader& words) {
    if (words.take("algorithm")) {
        words.take("=");
        words.advance();
    } else if (words.take("definer")) {
        words.take("=");
        skip_user(words);
    } else if (words.take("sql")) {
        words.take("security");
        words.advance();
    } else {
        return false;
    }
    return true;
}

bool skip_word(NameReader& words) {
    for (const char* word :
         {"or", "replace", "global", "local", "recursive", "constraint", "aggregate", "unlogged",
          "foreign", "virtual", "online", "offline", "ignore"}) {
        if (words.take(word)) {
            return true;
        }
    }
    return false;
}

}  // namespace

void skip_wrapper(NameReader& words) {
    if (words.is("set")) {
        while (!words.at_end() && !words.take("for")) {
            words.advance();
        }
    }
}

bool skip_options(NameReader& words) {
    bool temporary = false;
    while (true) {
        if (words.take("temp") || words.take("temporary")) {
            temporary = true;
        } else if (!skip_word(words) && !skip_assignment(words)) {
            return temporary;
        }
    }
}

void skip_if_exists(NameReader& words) {
    if (words.take("if")) {
        words.take("not");
        words.take("exists");
    }
}

bool take_view(NameReader& words, bool& materialized) {
    materialized = words.take("materialized");
    return words.take("view");
}

}  // namespace retort::script
