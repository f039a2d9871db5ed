// Reads feeds and calendars with a JavaScript library and prints what it found in each as JSON.
// node readers.mjs LIBRARY FILE…
import { readFileSync } from "node:fs";

const [, , library, ...files] = process.argv;

const readers = {
  async "rss-parser"() {
    const { default: Parser } = await import("rss-parser");
    return async (text) => {
      const feed = await new Parser().parseString(text);
      return feed.items.map((item) => ({
        id: item.id ?? item.guid,
        title: item.title,
        url: item.link,
        html: item["content:encoded"] ?? item.content,
      }));
    };
  },
  async feedsmith() {
    const { parseFeed } = await import("feedsmith");
    return (text) => {
      const { feed } = parseFeed(text.trimStart().startsWith("{") ? JSON.parse(text) : text);
      return (feed.items ?? feed.entries).map((item) => ({
        id: item.id?.value ?? item.guid?.value ?? item.id,
        title: item.title?.value ?? item.title,
        url: item.url ?? item.link ?? item.links?.find((link) => link.rel === "alternate")?.href,
        html: item.content_html ?? item.content?.encoded ?? item.content?.value ?? item.content,
      }));
    };
  },
  async "ical.js"() {
    const { default: ICAL } = await import("ical.js");
    return (text) => {
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
    };
  },
};

const read = await readers[library]();
const found = [];
for (const file of files) found.push(await read(readFileSync(file, "utf8")));
console.log(JSON.stringify(found));
