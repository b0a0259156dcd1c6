"""What moto 5.2.5 answers differently from AWS, put right where Nodepath looks.

A function here is named for the AWS behaviour it restores. It takes the place of one moto method and gets the original
as its first argument. Claims about AWS never rest on moto: each patch follows AWS's documentation or recorded answers.
"""

from moto_patches import cloudformation, dynamodb, ec2, eks, events, iam, securityhub, sqs  # noqa: F401  importing them applies them
