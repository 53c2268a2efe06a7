/** What people write around their matter when they write to an office: without it, every request is like every other. */
export const FORMULA_WORDS: readonly string[] = [
  "请 请问 请求 恳请 敬请 咨询 反映 反应 投诉 举报 建议 希望 求助 求解 盼望 期盼 期望 要求 呼吁 强烈 关注 重视 关心 感谢 谢谢 谢 盼复 望 烦请 麻烦 询问 想问 问问 请教",
  "问题 情况 事情 事宜 有关 相关 有关部门 相关部门 部门 领导 书记 市长 县长 政府 市政府 区政府 县政府 尊敬 敬爱 您好 你好 你们好 回复 答复 解决 处理 核实 调查 查处 协调 落实 督促",
  "什么时候 何时 何时能 能否 可否 是否 能不能 可不可以 怎么办 如何 合理 合法 严重 尽快 尽早 加快 加强 加大 力度 多次 至今 一直 目前 现在 今年 去年 年 月 日 号 点 个 问 说",
  "步伐 建设 发展 进一步 推进 推动 提升 整治 改造 提质 取缔 拆除 存在 影响 合理吗 合法吗 不合理 到底 期间 关于 针对 一些 疑问 若干",
  "网友 市民 群众 居民 业主 老百姓 百姓 村民 市 省 区 县 西地省",
].flatMap((line) => line.split(" "));
