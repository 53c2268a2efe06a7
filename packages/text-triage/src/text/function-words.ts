/**
 * Words that hold a Chinese sentence together and say nothing of its subject: pronouns, prepositions, conjunctions, particles,
 * adverbs of degree and time. Segmented corpora are published without them; dropping them from natural text makes the two agree.
 */
export const FUNCTION_WORDS: readonly string[] = [
  // Pronouns and demonstratives.
  "我 你 您 他 她 它 我们 你们 您们 他们 她们 它们 咱们 自己 己 大家 人家 谁 这 那 这个 那个 这些 那些 这里 那里 这儿 那儿 这样 那样",
  "这么 那么 这种 那种 此 该 本 某 某些 每 每个 各 各个 各种 各位 其 其他 其它 其余 其中 所有 一切 任何 任 凡 凡是 有些 有的 一些 些 诸位",
  // Question words.
  "什么 怎么 怎样 怎么样 怎 如何 多少 几 哪 哪个 哪些 哪里 哪儿 为何 为什么 为啥 何 何时 难道 究竟 到底",
  // Prepositions and coverbs.
  "在 从 自 自从 由 由于 于 向 往 朝 沿 对 对于 关于 至于 为 为了 以 按 按照 依 依据 依照 根据 据 凭 通过 经 经过 随 随着 当 把 将 被 让",
  "使 使得 叫 给 与 和 跟 同 及 以及 及其 并 比 比较 除 除了 除非 连 用 拿 替 趁 距 离",
  // Conjunctions.
  "而 而且 而是 并且 且 况且 何况 或 或者 还是 但 但是 可是 不过 然而 却 虽 虽然 尽管 即使 即 既 既然 如 如果 假如 若 若是 若非 倘若 要是 只要",
  "只有 不仅 不但 不只 不光 不管 不论 无论 因 因为 因此 因而 所以 于是 故 从而 进而 然后 然则 则 否则 不然 以便 以免 以致 以至 甚至 甚 比如 例如",
  "譬如 诸如 如此 如下 如上 如同 似的 与其 宁可 哪怕 乃至 另 另外 此外 同时 首先 其次 最后 再 再次 加之 加以",
  // Particles.
  "的 地 得 了 着 过 之 所 等 等等 们 个 么 吗 呢 吧 啊 呀 哦 啦 哈 嘛 嗯 哎 呗 哪 乎 者 来 去 来说 的话 而已",
  // Verbs that only help another verb, and the copula.
  "是 是的 就是 都是 也是 不是 只是 有 没有 没 无 非 不 未 会 不会 能 不能 能够 可 可以 要 不要 不得 应 应该 应当 必 必须 须 需 可能 想 像 好像",
  // Adverbs.
  "也 都 就 还 还要 还有 又 才 只 只能 仅 最 更 太 很 极 非常 十分 特别 完全 全部 已 已经 曾 曾经 正 正在 刚 刚刚 刚才 马上 立刻 立即 便 仍 仍然 仍旧",
  "依然 始终 一直 从来 向来 根本 果然 果 居然 竟 竟然 几乎 简直 恐怕 似乎 也许 大概 大约 左右 往往 经常 常常 总是 一定 一样 一般 一下 尽 反正 其实 确实",
  // Place and time words that only relate.
  "里 中 内 外 间 上 下 到 至 出 出来 起来 开始 继续 时候 之间 之后 之前 以后 以前 以来 以上 以下 后 前 时",
].flatMap((line) => line.split(" "));

/**
 * Single characters, and one word, that a natural text leaves over and its segmented twin lacks, because whoever segmented it
 * left them out or joined them to a neighbour: numerals, and what adverbs and verbs are cut into. A classifier drops them, so that
 * both forms read alike; grouping does not: in 三期 and 二号线 they name a place.
 */
export const LEFT_OVER_WORDS: readonly string[] =
  "一 二 三 四 五 六 七 八 九 十 第 多 次 均 共 近 大 作 人 民 看 打 加 起 望 然 尤 今 别 反 关 结 基 快 老 带 处 特 办 保 见 靠 年来".split(
    " ",
  );
