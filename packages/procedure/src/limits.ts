/** Every limit on outside input, with its reason. A file beyond one is refused with the limit's name in the message. */

/** A BPMN file in UTF-16 units. The largest reference model of the BPMN interchange group has 0.25 MB. */
export const XML_LENGTH_MAX = 2 * 1024 * 1024;
/** XML nesting: extension elements of the reference models reach 14; a writer recurses, so depth is bounded. */
export const XML_DEPTH_MAX = 100;
/** Elements and flows of one executable net, called processes included: a page of 5,000 shapes is not read by anybody. */
export const ELEMENTS_MAX = 5_000;
/** Sub-processes and call activities inside each other. Also ends a call that calls itself. */
export const NESTING_MAX = 10;
/** Instances of one multi-instance activity: a village's representatives or households, not a census. */
export const INSTANCES_MAX = 1_000;
/** A FEEL expression in UTF-16 units. */
export const FEEL_LENGTH_MAX = 2_000;
/** Nested brackets, calls and operators of a FEEL expression: its reader recurses. */
export const FEEL_DEPTH_MAX = 40;
/** A list or text that a FEEL expression reads: filters and quantifiers walk it, nested ones walk it squared. */
export const FEEL_LIST_MAX = 1_000;
/** Automatic steps within one advance. A loop without a waiting step is refused after so many. */
export const AUTOMATIC_STEPS_MAX = 20_000;
/** Variables of a case: facts that decide a path, not documents. */
export const VARIABLES_MAX = 500;
/** Lists and objects inside each other in one variable. */
export const VARIABLE_DEPTH_MAX = 40;
/** Open tasks, timers and waits of one case at once. */
export const ITEMS_MAX = 20_000;
/** A name, id or documentation that is carried into the net; longer names are cut in messages only. */
export const NAME_LENGTH_MAX = 1_000;
