"""The page: a small Discord client in the browser, and the socket behind it.

`GET /?key=KEY` gives `static/index.html`, `GET /static/NAME` the files beside it (no build step, no other origin).
Everything else goes over one WebSocket, `/page/socket?key=KEY`, in JSON texts. The key is another one in each run. Ids
are strings. Objects whose shape is not given here have Discord's own: users, channels, threads, messages (with
components), commands, roles.

**Opening.** The page sends `{"open": {"person": ID}}` (without `person`: the first one) and gets `{"state": STATE}`;
it may do so again at any time to act as somebody else. STATE is what this person sees::

    {"person": USER, "people": [USER, ...], "applications": [{"id", "name", "description", "user": USER}, ...],
     "clock": "2026-03-01T07:00:00.000000+00:00", "next_moment": true,          # is there a button "to the next post"?
     "guilds": [{"id", "name", "roles": [ROLE, ...], "members": [MEMBER, ...],
                 "channels": [CHANNEL + {"permissions": "BITS"}, ...],          # the visible ones
                 "threads": [THREAD + {"permissions": "BITS", "joined": true}, ...]}, ...],
     "direct": [CHANNEL, ...],                                                  # one for each application, and others
     "messages": {PLACE_ID: [MESSAGE, ...]},                                    # oldest first, with ephemeral ones
     "commands": {COMMAND_ID: COMMAND},
     "shown": {PLACE_ID: [COMMAND_ID, ...]}}                                    # what `/` and the menus offer there

**Events.** The server sends `{"event": NAME, "data": ...}` as things happen, only what this person sees:
`MESSAGE_CREATE`, `MESSAGE_UPDATE` (a message), `MESSAGE_DELETE` (`id`, `channel_id`), `MESSAGE_REACTION_ADD` and
`_REMOVE`, `THREAD_CREATE`, `THREAD_UPDATE`, `THREAD_DELETE`, `TYPING_START` as the gateway has them, `CLOCK`
(`{"now": TIME}`, when it was moved) and `NEXT` (`{"at": TIME or null}`: when the next post comes, told after the
opening and whenever that has changed). An ephemeral message has flag 64; one that is "thinking" flag 128. When
channels, roles, members or commands change, a whole `{"state": STATE}` comes instead.

**Actions.** The page sends `{"id": NUMBER, "do": ACTION, ...}` and gets `{"id": NUMBER, "ok": RESULT}` or
`{"id": NUMBER, "error": "A sentence for the person."}`; several may be under way at once. `in` is a place's id.

===============  ================================================================================  ==================
do               with                                                                              ok
===============  ================================================================================  ==================
say              in, content, files? [UPLOAD_ID]                                                   {"message": ID}
reply            in, to MESSAGE_ID, content, files?, mention? (true)                               {"message": ID}
edit             in, message, content                                                              {"message": ID}
delete           in, message (one's own, or an ephemeral one to dismiss it)                        {}
react, unreact   in, message, emoji                                                                {}
thread           in, message, name                                                                 {"thread": ID}
channel          guild, name, tags? [TEXT] (a forum with these tags)                               {"channel": ID}
slash            in, command ("study setup"), options {NAME: VALUE}                                ANSWER
autocomplete     in, command, options, with the focused one last                                   {"choices": [...]}
press            in, message, custom_id                                                            ANSWER
choose           in, message, custom_id, values [VALUE or ID]                                      ANSWER
submit           form, values {CUSTOM_ID: VALUE or [VALUE]}                                        ANSWER
menu             in, name, and message or user                                                     ANSWER
upload           name, data (base64), description?                                                 {"upload": ID}
move_clock       seconds, or to "next"                                                             {"now": TIME}
===============  ================================================================================  ==================

ANSWER is `{"message": ID or null, "modal": null or {"form": ID, "title", "custom_id", "components"}}`, given once the
bot answered (a promise is kept waiting for; the loading message itself comes as an event before). Values of options,
selects and form fields are texts, numbers, true or false; people, roles and channels are ids, files are upload ids.
"""
