import functools


def replaces(owner, name):
    """Puts the decorated function in the place of owner.name; it gets the original method first."""

    def decorate(function):
        original = getattr(owner, name)

        @functools.wraps(original)
        def method(self, *args, **kwargs):
            return function(original, self, *args, **kwargs)

        setattr(owner, name, method)
        return function

    return decorate


def adds(owner):
    """Adds the decorated function to a class that lacks it."""

    def decorate(function):
        if hasattr(owner, function.__name__):
            raise TypeError(f"{owner.__name__}.{function.__name__} exists: use replaces")
        setattr(owner, function.__name__, function)
        return function

    return decorate
