"""The town: five shops, what they bake, and the numbers of the evening that nobody chooses.

Invariant: these are facts of the game, the same for every learner and every seed. Times are in minutes after 18:00.
"""

SHOPS = ("Harbour", "Mill", "Station", "Market", "Hill")
SHOP_IDS = tuple(name.lower() for name in SHOPS)
WEST = (0, 1)  # the line runs from these two shops to the other three
CLOSING = 240  # the last call; 22:00
END = 270  # by now the 30 minutes of the last call are over
PROMISE = 30.0  # minutes from call to door
ON_TIME, SERVED = 0.99, 0.999  # the promise, as shares of all orders
ROAD = 14.0  # minutes in the oven and on the road, whoever made the pizza
WORK = 1.2  # mean minutes of a chef's work on a pizza whose dough is in the shop
COLD = 1.6  # times as long in a shop without its dough
KINDS = 40  # pizzas on the menu
COPIES = 3  # shops that keep a pizza's dough, and the page of the order book with its orders
BROKEN = 0.05  # of orders that the bad release breaks
SLOWED = 0.35  # speed of the slow shop
HOT = 0.4  # of all orders that ask for the hot pizza


def clock(minute: float) -> str:
    """95 -> "19:35"."""
    hours, minutes = divmod(int(minute), 60)
    return f"{18 + hours}:{minutes:02}"
