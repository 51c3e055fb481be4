#pragma once

namespace retort::runtime {

enum class Outcome {
    done,
    changed,  ///< somebody else changed the state: read it again, plan anew
};

}  // namespace retort::runtime
