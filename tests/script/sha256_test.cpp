#include "script/sha256.hpp"
#include "support/catch.hpp"

using retort::script::hex;
using retort::script::Sha256;

namespace {

std::string digest_of(std::string_view text) {
    Sha256 digest;
    digest.add(text);
    return hex(digest.finish());
}

}  // namespace

TEST_CASE("SHA-256 gives the published digests", "[script]") {
    CHECK(digest_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(digest_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(
        digest_of("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnop"
                  "qklmnopqrlmnopqrsmnopqrstnopqrstu") ==
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    CHECK(digest_of(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not depend on how the bytes are handed over", "[script]") {
    const std::string text(300, 'x');
    for (std::size_t piece = 1; piece < 130; ++piece) {
        Sha256 digest;
        for (std::size_t i = 0; i < text.size(); i += piece) {
            digest.add(std::string_view(text).substr(i, piece));
        }
        CHECK(hex(digest.finish()) == digest_of(text));
    }
}
