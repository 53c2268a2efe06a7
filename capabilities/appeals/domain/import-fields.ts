/** What a column of an imported file may hold. */
export const IMPORT_FIELDS = [
  "number",
  "user",
  "title",
  "text",
  "time",
  "reply",
  "replyTime",
  "likes",
  "dislikes",
  "place",
  "phone",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Headings by which a column is recognised for certain; anything else is asked. */
const KNOWN: Readonly<Record<ImportField, readonly string[]>> = {
  number: ["留言编号", "诉求编号", "工单编号", "编号", "id", "number"],
  user: ["留言用户", "用户", "姓名", "提出人", "来电人", "user"],
  title: ["留言主题", "主题", "标题", "诉求标题", "title"],
  text: ["留言详情", "详情", "诉求内容", "留言内容", "内容", "detail", "text"],
  time: ["留言时间", "时间", "提出时间", "来电时间", "诉求时间", "time", "date"],
  reply: ["答复意见", "答复", "答复内容", "回复", "回复内容", "办理结果", "reply"],
  replyTime: ["答复时间", "回复时间", "办结时间", "reply_time", "replytime"],
  likes: ["点赞数", "点赞", "支持数", "likes"],
  dislikes: ["反对数", "反对", "dislikes"],
  place: ["地点", "地址", "位置", "place", "address"],
  phone: ["电话", "手机", "手机号", "联系电话", "phone"],
};

/** What an import of appeals takes from a table, and what it cannot do without. */
export const APPEAL_IMPORT = { known: KNOWN, required: ["text", "time"] as readonly ImportField[] } as const;

export type Mapping = Readonly<Partial<Record<ImportField, string>>>;
