// The :shortcodes: that people and apps use most, as Unicode emoji.

const TABLE = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|fist ✊|fist_raised ✊|facepunch 👊|punch 👊|ok_hand 👌|clap 👏|wave 👋|raised_hand ✋|raised_hands 🙌
pray 🙏|muscle 💪|point_right 👉|point_left 👈|point_up ☝️|point_down 👇|handshake 🤝|v ✌️|crossed_fingers 🤞|writing_hand ✍️|eyes 👀|brain 🧠
smile 😄|grinning 😀|smiley 😃|grin 😁|joy 😂|rofl 🤣|slightly_smiling_face 🙂|wink 😉|blush 😊|thinking_face 🤔|neutral_face 😐|sweat_smile 😅
sob 😭|cry 😢|heart_eyes 😍|sunglasses 😎|confused 😕|open_mouth 😮|sleeping 😴|partying_face 🥳|exploding_head 🤯|shrug 🤷|facepalm 🤦|ghost 👻
heart ❤️|blue_heart 💙|green_heart 💚|broken_heart 💔|sparkles ✨|star ⭐|star2 🌟|fire 🔥|boom 💥|zap ⚡|tada 🎉|confetti_ball 🎊|balloon 🎈|gift 🎁
rocket 🚀|trophy 🏆|medal 🏅|dart 🎯|100 💯|bulb 💡|memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|calendar 📆|date 📅|spiral_calendar_pad 🗓️|pushpin 📌
round_pushpin 📍|paperclip 📎|link 🔗|mag 🔍|lock 🔒|unlock 🔓|key 🔑|bell 🔔|no_bell 🔕|mega 📣|loudspeaker 📢|speech_balloon 💬|thought_balloon 💭
coffee ☕|tea 🍵|beer 🍺|pizza 🍕|cake 🍰|cookie 🍪|croissant 🥐|lemon 🍋|apple 🍎|seedling 🌱|herb 🌿|deciduous_tree 🌳|sunny ☀️|cloud ☁️|rainbow 🌈|snowflake ❄️
clock1 🕐|clock3 🕒|stopwatch ⏱️|timer_clock ⏲️|alarm_clock ⏰|hourglass ⌛|hourglass_flowing_sand ⏳|watch ⌚|repeat 🔁|arrows_counterclockwise 🔄
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|heavy_plus_sign ➕|heavy_minus_sign ➖|warning ⚠️
no_entry ⛔|no_entry_sign 🚫|stop_sign 🛑|construction 🚧|rotating_light 🚨|question ❓|grey_question ❔|exclamation ❗|grey_exclamation ❕|information_source ℹ️
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|large_purple_circle 🟣|white_circle ⚪|black_circle ⚫
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_forward ▶️|double_vertical_bar ⏸️|black_square_for_stop ⏹️|fast_forward ⏩|track_next ⏭️
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟|zero 0️⃣|compass 🧭|world_map 🗺️|car 🚗|bike 🚲|house 🏠|office 🏢
books 📚|book 📖|mortar_board 🎓|chart_with_upwards_trend 📈|bar_chart 📊|computer 💻|bug 🐛|robot_face 🤖|wrench 🔧|hammer 🔨|gear ⚙️|package 📦|parrot 🦜|turtle 🐢
`;

const EMOJI = new Map(TABLE.trim().split(/[|\n]/).map((pair) => pair.split(" ")));
const SHORTCODE = /:([a-z0-9_+'-]+)(?:::skin-tone-[2-6])?:/g;

/** Answer the emoji of a name without colons, or undefined. */
export const emojiNamed = (name) => EMOJI.get(name);

/** Replace every known :shortcode: in a plain string. */
export const withEmoji = (text) => text.replace(SHORTCODE, (whole, name) => EMOJI.get(name) ?? whole);
