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
    """Adds the decorated function or property to a class that lacks it."""

    def decorate(function):
        name = getattr(function, "fget", function).__name__
        if hasattr(owner, name):
            raise TypeError(f"{owner.__name__}.{name} exists: use replaces")
        setattr(owner, name, function)
        return function

    return decorate
