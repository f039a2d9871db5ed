// Reads one feed or calendar with a JavaScript library and prints what it found as JSON.
// node readers.mjs LIBRARY FILE; the libraries are looked up where NODE_PATH says.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [, , library, file] = process.argv;
const roots = (process.env.NODE_PATH ?? "").split(path.delimiter).filter(Boolean);
const require = createRequire(path.join(roots[0] ?? process.cwd(), "index.js"));
const load = async (name) => import(require.resolve(name, { paths: roots }));
const text = readFileSync(file, "utf8");

const readers = {
  async "rss-parser"() {
    const { default: Parser } = await load("rss-parser");
    const feed = await new Parser().parseString(text);
    return feed.items.map((item) => ({
      id: item.id ?? item.guid,
      title: item.title,
      url: item.link,
      html: item["content:encoded"] ?? item.content,
    }));
  },
  async feedsmith() {
    const { parseFeed } = await load("feedsmith");
    const { format, feed } = parseFeed(format_of(text));
    return (feed.items ?? feed.entries).map((item) => ({
      format,
      id: item.id?.value ?? item.guid?.value ?? item.id,
      title: item.title?.value ?? item.title,
      url: item.url ?? item.link ?? item.links?.find((link) => link.rel === "alternate")?.href,
      html: item.content_html ?? item.content?.encoded ?? item.content?.value ?? item.content,
    }));
  },
  async "ical.js"() {
    const { default: ICAL } = await load("ical.js");
    const calendar = new ICAL.Component(ICAL.parse(text));
    return calendar.getAllSubcomponents("vevent").map((each) => {
      const event = new ICAL.Event(each);
      return {
        uid: event.uid,
        summary: event.summary,
        description: event.description,
        day: event.startDate.toString(),
        allDay: event.startDate.isDate,
        sequence: event.sequence,
        status: each.getFirstPropertyValue("status"),
      };
    });
  },
};

const format_of = (source) => (source.trimStart().startsWith("{") ? JSON.parse(source) : source);
console.log(JSON.stringify(await readers[library]()));
